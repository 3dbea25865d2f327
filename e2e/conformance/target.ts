/** Which of the manifest's two ways serves the pages; it decides what the plugin can respond there. */
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
  /** Milliseconds until a response counts as missing. Default 10,000. */
  timeout?: number;
  /** One of the host's keys, for a manifest with `auth: host`: sent with every request as `X-API-Key`. */
  key?: string | undefined;
  /** Sent with every request. */
  headers?: Record<string, string>;
}

/** A checked host, with all defaults filled in. */
export interface Target {
  /** The base's address without a trailing slash. */
  base: string;
  origin: string;
  /** The base's path without a trailing slash; empty at the root. */
  basePath: string;
  entrypoint: Entrypoint;
  prometheus: boolean;
  sseInterval: number | undefined;
  timeout: number;
  key: string | undefined;
  headers: Record<string, string>;
  /** Results that several checks share, by name. */
  shared: Map<string, Promise<unknown>>;
}

/**
 * Fills in the defaults.
 *
 * @throws TypeError when `url` is no address.
 */
export function createTarget(options: TargetOptions): Target {
  const url = new URL(options.url);
  const { key, headers } = options;
  const basePath = url.pathname.replace(/\/+$/, "");
  return {
    base: `${url.origin}${basePath}`,
    origin: url.origin,
    basePath,
    entrypoint: options.entrypoint ?? "html",
    prometheus: options.prometheus ?? true,
    sseInterval: options.sseInterval,
    timeout: options.timeout ?? 10_000,
    key,
    headers: { ...(key !== undefined && { "x-api-key": key }), ...headers },
    shared: new Map(),
  };
}

/** Computes a result once per target, for all checks that need it. */
export async function once<T>(target: Target, name: string, make: () => Promise<T>): Promise<T> {
  const made = (target.shared.get(name) as Promise<T> | undefined) ?? make();
  target.shared.set(name, made);
  return await made;
}
