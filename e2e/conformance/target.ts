/** How the manifest serves the pages, which determines the plugin's control over those responses. */
type Entrypoint = "html" | "worker";

/** The host to check, and how it is configured. */
export interface TargetOptions {
  /** Address of the plugin's base, such as `http://host:8000/metrics`. */
  url: string;
  /** Default `html`, as documented. */
  entrypoint?: Entrypoint;
  /** Whether the manifest has `prometheus` on. Default `true`. */
  prometheus?: boolean;
  /** The manifest's `sseInterval` in milliseconds; without it the pace is not checked. */
  sseInterval?: number;
  /** Timeout of a response in milliseconds. Default 10,000. */
  timeout?: number;
  /** One of the host's keys, for a manifest with `auth: host`: sent with every request as `X-API-Key`. */
  key?: string | undefined;
  /** Sent with every request. */
  headers?: Record<string, string>;
}

/** A checked host, with all defaults filled in. */
export interface Target extends Required<Omit<TargetOptions, "url" | "key" | "sseInterval">> {
  /** The base's address without a trailing slash. */
  base: string;
  origin: string;
  /** The base's path without a trailing slash; empty at the root. */
  basePath: string;
  sseInterval: number | undefined;
  key: string | undefined;
  /** Results that several checks share, by name. */
  shared: Map<string, Promise<unknown>>;
}

/**
 * Fills in the defaults.
 *
 * @throws TypeError if `url` isn't an address.
 */
export function createTarget({ url, key, headers, ...options }: TargetOptions): Target {
  const { origin, pathname } = new URL(url);
  const basePath = pathname.replace(/\/+$/, "");
  return {
    ...{ entrypoint: "html", prometheus: true, timeout: 10_000, sseInterval: undefined },
    ...options,
    ...{ base: origin + basePath, origin, basePath, key, shared: new Map() },
    headers: { ...(key !== undefined && { "x-api-key": key }), ...headers },
  };
}

/** Computes a result once per target, for all checks that need it. */
export async function once<T>(target: Target, name: string, make: () => Promise<T>): Promise<T> {
  const made = (target.shared.get(name) as Promise<T> | undefined) ?? make();
  target.shared.set(name, made);
  return await made;
}
