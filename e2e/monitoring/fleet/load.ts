// How much memory and disk a fleet takes: `bun e2e/monitoring/fleet/load.ts --hosts 1000 --apps 15`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { commandLine, oneOf, wholeNumber } from "../../../scripts/command-line.ts";
import { ensurePrometheus, ensureVictoriaMetrics } from "../../../scripts/tools/monitoring.ts";
import { makeTempFolder } from "../../../testing/temp-folder.ts";
import { startProgram } from "../stack/program.ts";
import { ask } from "../stack/query.ts";
import { startMadeHosts } from "./made-hosts.ts";

const HELP = `Usage: bun e2e/monitoring/fleet/load.ts [options]

Has a server scrape simulated hosts every 15 s, and prints its memory per series.

  --engine <name>    prometheus or victoria-metrics (default: prometheus)
  --hosts <number>   (default: 1000)
  --apps <number>    of each host (default: 15)
  --minutes <number> (default: 4)`;

const { engine, hosts, apps, minutes } = commandLine(
  HELP,
  {
    engine: { type: "string", default: "prometheus" },
    hosts: { type: "string", default: "1000" },
    apps: { type: "string", default: "15" },
    minutes: { type: "string", default: "4" },
  },
  (values) => ({
    engine: oneOf("--engine", values.engine, ["prometheus", "victoria-metrics"]),
    hosts: wholeNumber("--hosts", values.hosts, 1, 16_000_000),
    apps: wholeNumber("--apps", values.apps),
    minutes: wholeNumber("--minutes", values.minutes, 1),
  }),
);

const MEMORY = 'process_resident_memory_bytes{job="self"}';

await using folder = await makeTempFolder();
const config = join(folder.path, "scrape.yml");
const made = startMadeHosts(hosts, apps);

/** The configuration; without targets the server only scrapes itself. */
async function write(self: string, addresses: readonly string[]): Promise<void> {
  const job = {
    job_name: "buntime",
    metrics_path: "/metrics/api/metrics/prometheus",
    static_configs: [{ targets: addresses }],
  };
  const itself = { job_name: "self", static_configs: [{ targets: [self] }] };
  const global = { scrape_interval: "15s", scrape_timeout: "10s" };
  await Bun.write(config, JSON.stringify({ global, scrape_configs: [job, itself] }));
}

async function command(): Promise<(address: string) => string[]> {
  const storage = join(folder.path, "data");
  await mkdir(storage);
  if (engine === "prometheus") {
    const { prometheus, options } = await ensurePrometheus();
    return (address) => [
      prometheus,
      `--config.file=${config}`,
      `--storage.tsdb.path=${storage}`,
      `--web.listen-address=${address}`,
      "--web.enable-lifecycle",
      "--log.level=warn",
      ...options,
    ];
  }
  const { victoriaMetrics } = await ensureVictoriaMetrics();
  return (address) => [
    victoriaMetrics,
    `-promscrape.config=${config}`,
    `-storageDataPath=${storage}`,
    `-httpListenAddr=${address}`,
    "-loggerLevel=ERROR",
  ];
}

await write("127.0.0.1:1", []);
const program = await startProgram(
  await command(),
  engine === "prometheus" ? "/-/ready" : "/health",
);

async function valueNow(expression: string): Promise<number> {
  const [first] = await ask(program.url, expression);
  return first?.value ?? Number.NaN;
}

/** Resident bytes as the server reports them. */
async function memory(): Promise<number> {
  const text = await (await fetch(`${program.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

try {
  const before = await memory();
  await write(program.address, made.addresses);
  await fetch(`${program.url}/-/reload`, { method: "POST" });
  await Bun.sleep(minutes * 60_000);
  const after = await memory();
  const peak = Math.max(after, await valueNow(`max_over_time(${MEMORY}[1h])`));
  const series = await valueNow('sum(scrape_samples_scraped{job="buntime"}) + 5 * count(up)');
  const samples = await valueNow('sum(sum_over_time(scrape_samples_scraped{job="buntime"}[1h]))');
  const cpu = await valueNow('rate(process_cpu_seconds_total{job="self"}[2m])');
  const down = await valueNow('count(up{job="buntime"} == 0) or vector(0)');
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(`${engine}: ${hosts} hosts of ${apps} apps, ${made.bytes} bytes each, ${minutes} minutes
series            ${series}
samples           ${samples}
targets down      ${down}
resident memory   ${mb(before)} without targets, ${mb(after)} at the end, ${mb(peak)} at most
bytes per series  ${((after - before) / series).toFixed(0)} at the end, ${((peak - before) / series).toFixed(0)} at most
CPU               ${cpu.toFixed(2)} cores`);
} finally {
  await program.stop();
  await made.stop();
}
