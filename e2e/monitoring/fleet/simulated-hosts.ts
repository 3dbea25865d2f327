import { SimulatedHost } from "../../../monitoring/fleet/simulated-host.ts";

const PATH = "/metrics/api/metrics/prometheus";

/** Scrape targets without hosts behind them. */
export interface SimulatedHosts {
  /** An address of the loopback network for each. */
  readonly addresses: readonly string[];
  /** Bytes of one response, uncompressed. */
  readonly bytes: number;
  stop(): Promise<void>;
}

/**
 * Starts a server that simulates many hosts. All have the same values, which rise with each scrape: a text is
 * created once for all hosts of a round, so that most of the machine is left to the scraper.
 */
export function startSimulatedHosts(hosts: number, apps: number): SimulatedHosts {
  const host = new SimulatedHost(apps);
  const rounds: Uint8Array<ArrayBuffer>[] = [];
  const scrapes = new Map<string, number>();
  const first = host.scrape();
  const server = Bun.serve({
    hostname: "0.0.0.0",
    port: 0,
    fetch(request) {
      const { host: address, pathname } = new URL(request.url);
      if (pathname !== PATH) return new Response("", { status: 404 });
      const round = scrapes.get(address) ?? 0;
      scrapes.set(address, round + 1);
      rounds[round] ??= Bun.gzipSync(host.scrape());
      const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
      return new Response(rounds[round], { headers });
    },
  });
  const addresses = Array.from({ length: hosts }, (_, i) => {
    return `127.${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}:${server.port}`;
  });
  return { addresses, bytes: first.length, stop: () => server.stop(true) };
}
