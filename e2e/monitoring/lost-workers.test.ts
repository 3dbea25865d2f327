import { expect, test } from "bun:test";
import { stringify } from "yaml";
import { type DevHost, startHost } from "../../dev/host.ts";
import { ensurePrometheus } from "../../scripts/tools/monitoring.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { type Program, startProgram } from "./stack/program.ts";
import { ask } from "./stack/query.ts";

/** Every tenth request of a worker fails. */
const SOURCE = `let requests = 0;
export default { fetch() {
  if (++requests % 10 === 0) throw new Error("a tenth");
  return new Response("ok");
} };`;

/** Nothing but a request ends its workers. */
const LIMITS = { ttl: "10m", timeout: "10s", idleTimeout: "10m" };

const METRICS = "/metrics/api/metrics/prometheus";
const REQUESTS = `buntime_app_requests_total{app="shop@1.0.0"}`;
const ERRORS = `buntime_app_errors_total{app="shop@1.0.0"}`;

async function startShop(folder: TempFolder): Promise<DevHost> {
  for (const [app, maxRequests] of Object.entries({ shop: 15, "other-1": 1000, "other-2": 1000 })) {
    await folder.write(`apps/${app}@1.0.0/index.ts`, SOURCE);
    const manifest = stringify({ ...LIMITS, maxRequests });
    await folder.write(`apps/${app}@1.0.0/manifest.yaml`, manifest);
  }
  return startHost({ port: 0, quiet: true, poolSize: 1, appsDir: `${folder.path}/apps` });
}

async function request(host: DevHost, app: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await (await fetch(`${host.url}/${app}/`)).text();
}

/** Starts a Prometheus that scrapes the host twice a second, and waits for its first samples. */
async function startScraping(folder: TempFolder, host: DevHost): Promise<Program> {
  const { prometheus, options } = await ensurePrometheus();
  const targets = [new URL(host.url).host];
  const config = {
    global: { scrape_interval: "500ms", scrape_timeout: "500ms" },
    scrape_configs: [{ job_name: "buntime", metrics_path: METRICS, static_configs: [{ targets }] }],
  };
  const file = await folder.write("prometheus.yml", stringify(config));
  const command = (address: string) => [
    prometheus,
    `--config.file=${file}`,
    `--storage.tsdb.path=${folder.path}/data`,
    `--web.listen-address=${address}`,
    "--log.level=error",
    ...options,
  ];
  const program = await startProgram(command, "/-/ready");
  const samples = async () =>
    (await ask(program.url, `count_over_time(${REQUESTS}[5m])`))[0]?.value ?? 0;
  await eventually("the host has been scraped", async () => (await samples()) > 2);
  return program;
}

test("workers lost after a history of a hundred requests: increase() is the number of new ones", async () => {
  await using folder = await makeTempFolder();
  await using host = await startShop(folder);
  // Ten workers of shop, each evicted by two others: what they have counted is the app's history.
  for (let round = 0; round < 10; round++) {
    await request(host, "shop", 10);
    await request(host, "other-1", 1);
    await request(host, "other-2", 1);
  }
  const prometheus = await startScraping(folder, host);
  try {
    // Four workers of 15 requests, three of them lost; each is seen by a reading that is not its last.
    for (let round = 0; round < 12; round++) {
      await request(host, "shop", 5);
      if (round % 3 < 2) await (await fetch(host.url + METRICS)).text();
    }
    expect(host.pool.getWorkerStats()["shop@1.0.0"]?.requestCount).toBe(100 + 15);
    const valueNow = async (query: string) => (await ask(prometheus.url, query))[0]?.value ?? 0;
    await eventually("all is scraped", async () => (await valueNow(REQUESTS)) === 100 + 60);
    expect(await valueNow(ERRORS)).toBe(10 + 4);
    // Prometheus extrapolates to the window's ends; with the history in it, it was 365 and 35.
    const requests = await valueNow(`increase(${REQUESTS}[5m])`);
    const errors = await valueNow(`increase(${ERRORS}[5m])`);
    console.log(
      `increase() of requests: ${requests}, in truth 60; of errors: ${errors}, in truth 4`,
    );
    expect(requests).toBeWithin(55, 80);
    expect(errors).toBeWithin(3.5, 6);
    expect(await valueNow(`resets(${REQUESTS}[5m])`)).toBe(0);
  } finally {
    await prometheus.stop();
  }
}, 120_000);
