// How much memory and disk a fleet takes: `bun e2e/monitoring/fleet/load.ts --hosts 1000 --apps 15`.
import { join } from "node:path";
import { commandLine, oneOf, wholeNumber } from "../../../scripts/command-line.ts";
import { makeTempFolder } from "../../../testing/temp-folder.ts";
import { ask } from "../stack/query.ts";
import { runPrometheus, runVictoria } from "../stack/servers.ts";
import { startSimulatedHosts } from "./simulated-hosts.ts";

const HELP = `Usage: bun e2e/monitoring/fleet/load.ts [options]

Lets a server scrape simulated hosts every 15 s, and prints its memory per series.

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

await using folder = await makeTempFolder();
const simulated = startSimulatedHosts(hosts, apps);

/** Writes the scrape configuration. */
function configure(targets: readonly string[]): Promise<string> {
  const job = {
    job_name: "buntime",
    metrics_path: "/metrics/api/metrics/prometheus",
    static_configs: [{ targets }],
  };
  const global = { scrape_interval: "15s", scrape_timeout: "10s" };
  return folder.write("scrape.yml", JSON.stringify({ global, scrape_configs: [job] }));
}

const config = await configure([]);
const storage = join(folder.path, "data");
const program = await (engine === "prometheus"
  ? runPrometheus(config, [`--storage.tsdb.path=${storage}`, "--web.enable-lifecycle"])
  : runVictoria("victoriaMetrics", [
      `-promscrape.config=${config}`,
      `-storageDataPath=${storage}`,
    ]));

/** Resident bytes and CPU seconds of the server, as it reports them. */
async function readServer() {
  const text = await (await fetch(`${program.url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return { memory: read("process_resident_memory_bytes"), cpu: read("process_cpu_seconds_total") };
}

async function valueNow(expression: string): Promise<number> {
  const [first] = await ask(program.url, expression);
  return first?.value ?? Number.NaN;
}

try {
  const before = await readServer();
  const readings = [before];
  await configure(simulated.addresses);
  await fetch(`${program.url}/-/reload`, { method: "POST" });
  for (let i = 0; i < minutes * 4; i++) {
    await Bun.sleep(15_000);
    readings.push(await readServer());
  }
  const after = readings.at(-1) ?? before;
  const peak = Math.max(...readings.map(({ memory }) => memory));
  const lately = readings.slice(-9);
  const cpu = (after.cpu - (lately[0]?.cpu ?? 0)) / (15 * (lately.length - 1));
  const series = await valueNow("sum(scrape_samples_scraped) + 5 * count(up)");
  const samples = await valueNow("sum(sum_over_time(scrape_samples_scraped[1h]))");
  const down = await valueNow("count(up == 0) or vector(0)");
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const perSeries = (bytes: number) => ((bytes - before.memory) / series).toFixed(0);
  console.log(`${engine}: ${hosts} hosts of ${apps} apps, ${simulated.bytes} bytes each, ${minutes} minutes
series            ${series}
samples           ${samples}
targets down      ${down}
resident memory   ${mb(before.memory)} without targets, ${mb(after.memory)} at the end, ${mb(peak)} at most
bytes per series  ${perSeries(after.memory)} at the end, ${perSeries(peak)} at most
CPU               ${cpu.toFixed(2)} cores`);
} finally {
  await program.stop();
  await simulated.stop();
}
