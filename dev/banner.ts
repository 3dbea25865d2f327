import type { DevHost } from "./host.ts";

type Facts = Pick<DevHost, "url" | "base" | "key" | "loaded" | "apps">;

/** The addresses to open on a running host, for the terminal. */
export function banner({ url, base, key, loaded, apps }: Facts): string {
  const curl = key === undefined ? "curl" : `curl -H ${quoted(`X-API-Key: ${key}`)}`;
  const api = `${url}${base}/api/metrics`;
  const names = apps.map((name) => `/${name}/`).join(" ");
  return `
Development host for the metrics plugin: real workers, simulated load. Not for production.
${loaded ? "" : "\nThe plugin is NOT loaded: see the error above.\n"}
  Shell       ${url}/
  Overview    ${url}${base}/
  Workers     ${url}${base}/workers

  ${curl} ${api}/
  ${curl} ${api}/prometheus
  ${curl} ${api}/stats
  ${curl} -N ${api}/sse

  Sample apps ${names}
              ${url}/memory/?mb=50 keeps 50 MB, ?free=1 frees it
              ${url}/busy/?ms=3000 keeps its thread busy
  Reload      curl -X POST ${url}/api/plugins/reload

Stop with Ctrl-C; bun dev/main.ts --help shows the options.
`;
}

/** As one word for a shell. */
function quoted(text: string): string {
  return `"${text.replace(/["\\$`]/g, "\\$&")}"`;
}
