// How much disk a sample takes: `bun e2e/monitoring/fleet/disk.ts --hosts 10 --apps 15`.
import { join } from "node:path";
import { SimulatedHost } from "../../../monitoring/fleet/simulated-host.ts";
import { commandLine, wholeNumber } from "../../../scripts/command-line.ts";
import { makeTempFolder } from "../../../testing/temp-folder.ts";
import { type History, importHistory, storeHistory } from "../stack/history.ts";
import { runVictoria } from "../stack/servers.ts";

const HELP = `Usage: bun e2e/monitoring/fleet/disk.ts [options]

Stores two hours of simulated hosts, scraped every 15 s, in a block of Prometheus and in VictoriaMetrics.

  --hosts <number>   (default: 10)
  --apps <number>    of each host (default: 15)`;

const { hosts, apps } = commandLine(
  HELP,
  { hosts: { type: "string", default: "10" }, apps: { type: "string", default: "15" } },
  (values) => ({
    hosts: wholeNumber("--hosts", values.hosts, 1),
    apps: wholeNumber("--apps", values.apps),
  }),
);

/** A block's two hours, at 15 s. */
const SCRAPES = 480;

function history(): History {
  // Within one block of two hours, and long enough ago.
  const begin = (Math.floor(Date.now() / 7_200_000) - 3) * 7_200;
  const host = new SimulatedHost(apps);
  const lines: string[] = [];
  for (let scrape = 0; scrape < SCRAPES; scrape++) {
    for (const [, name, labels = "", value] of host
      .scrape()
      .matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)) {
      for (let i = 0; i < hosts; i++) {
        const target = `instance="buntime-${i}:8000",job="buntime"`;
        lines.push(`${name}{${labels && `${labels},`}${target}} ${value} ${begin + scrape * 15}`);
      }
    }
  }
  return { time: begin, lines };
}

/** Bytes of all files below a folder. */
async function sizeOf(folder: string): Promise<number> {
  const files = await Array.fromAsync(new Bun.Glob("**/*").scan({ cwd: folder, absolute: true }));
  return files.reduce((sum, file) => sum + Bun.file(file).size, 0);
}

await using folder = await makeTempFolder();
const samples = history();
const report = (engine: string, bytes: number) =>
  console.log(`${engine}: ${(bytes / samples.lines.length).toFixed(2)} bytes a sample`);
console.log(`${hosts} hosts of ${apps} apps, ${samples.lines.length} samples`);

const blocks = join(folder.path, "blocks");
await storeHistory(samples, blocks);
report("prometheus", await sizeOf(blocks));

const data = join(folder.path, "data");
const store = await runVictoria("victoriaMetrics", [`-storageDataPath=${data}`]);
try {
  await importHistory(samples, store.url);
  await fetch(`${store.url}/internal/force_flush`);
  await fetch(`${store.url}/internal/force_merge`);
  // A merge has no end that is reported; the size then stays.
  let bytes = 0;
  for (let last = -1; bytes !== last; await Bun.sleep(5_000)) {
    last = bytes;
    bytes = await sizeOf(data);
  }
  report("victoria-metrics", bytes);
} finally {
  await store.stop();
}
