import type { DevHost } from "../dev/host.ts";

/** Asks a host, without following redirects. */
export function send(host: DevHost, path: string, init?: RequestInit): Promise<Response> {
  return fetch(host.url + path, { redirect: "manual", ...init });
}

/** The body of the host's answer. */
export async function text(host: DevHost, path: string, init?: RequestInit): Promise<string> {
  return (await send(host, path, init)).text();
}

/** What the small plugin of `makeTempPlugin` tells of itself. */
export async function self(host: DevHost, path = "/probe/api/self") {
  return (await send(host, path)).json();
}
