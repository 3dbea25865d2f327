import { measure } from "mitata";
import { DOCUMENTED_FAMILIES, type Sources } from "../server/exposition/catalogue.ts";
import { ExpositionText } from "../server/exposition/text.ts";
import { Child, serve } from "./child.ts";
import { PromClient } from "./prom-client.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { sourcesOf } from "./sources.ts";
import { interleave, ratio, spread } from "./statistics.ts";

const text = new ExpositionText();
// Values that differ from one scrape to the next: a runtime may keep the text of equal ones.
const scrapes = Array.from({ length: 64 }, (_, index) => sourcesAt(index));
const promClient = new PromClient(DOCUMENTED_FAMILIES);
const constant = new TextDecoder().decode(text.write(sourcesAt(0), DOCUMENTED_FAMILIES));

/** Each writes the seven families; only prom-client returns a promise. */
const WRITERS = {
  plugin: (sources: Sources) => text.write(sources, DOCUMENTED_FAMILIES),
  "plugin, copied": (sources: Sources) => text.write(sources, DOCUMENTED_FAMILIES).slice(),
  template: ({ snapshot }: Sources) => template(snapshot),
  constant: () => constant,
  "prom-client": (sources: Sources) => promClient.scrape(sources),
};
type Writer = keyof typeof WRITERS;
const NAMES = Object.keys(WRITERS) as Writer[];

/** Only the formatter: the seven documented families of one snapshot, time and bytes allocated. */
export async function expositionPart({ quick }: PartOptions): Promise<PartResult> {
  for (const name of NAMES) await time(name);
  const times = await interleave(NAMES, quick ? 5 : 25, time);
  const bytes = await interleave(NAMES, quick ? 1 : 3, allocation);
  const { median: lighter } = ratio(bytes["prom-client"], bytes.plugin);
  const { median: faster } = ratio(times["prom-client"], times.plugin);
  const { median: ofTemplate } = ratio(times.plugin, times.template);
  return {
    title: "1. Exposition: only the formatter, the seven families from a snapshot",
    columns: ["", "ns ± MAD", "of plugin's", "bytes", "of plugin's"],
    rows: NAMES.map((name) => [
      name,
      plusMinus(spread(times[name])),
      `${round(ratio(times[name], times.plugin).median)}x`,
      round(spread(bytes[name]).median),
      `${round(ratio(bytes[name], bytes.plugin).median)}x`,
    ]),
    goals: [
      goal("at least 20x less time than prom-client", faster, { atLeast: 20 }),
      goal("at least 20x less allocation than prom-client", lighter, { atLeast: 20 }),
      goal("at most 2x the time of a hand-written template", ofTemplate, { atMost: 2 }),
    ],
    notes: [],
    headline: { faster, lighter },
    figures: { nanoseconds: times, bytes },
  };
}

/** Nanoseconds for one text, its own garbage collections included: the mean of mitata's samples. */
async function time(name: Writer): Promise<number> {
  Bun.gc(true); // so that none pays for the garbage of the previous one
  const { avg } = await measure(writing(name), { min_cpu_time: 20e6 });
  return avg;
}

/** Writes one text after the other, and returns its bytes: flattened, as sending does. */
function writing(name: Writer): () => number | Promise<number> {
  let scrape = 0;
  const write = () => WRITERS[name](scrapes[scrape++ % scrapes.length] as Sources);
  const lengthOf = (text: string | Uint8Array) =>
    typeof text === "string" ? Buffer.byteLength(text) : text.length;
  if (name !== "prom-client") return () => lengthOf(write() as string | Uint8Array);
  return async () => lengthOf(await write());
}

/** Bytes that one text allocates, measured in a process whose garbage collector is off. */
async function allocation(name: Writer): Promise<number> {
  const child = new Child("exposition.ts", [name], { env: { BUN_JSC_useGC: "0" } });
  const bytes = await child.ready<number>();
  await child.stop();
  return bytes;
}

if (import.meta.main) {
  const write = writing(Bun.argv[2] as Writer);
  const times = 10_000;
  for (let index = 0; index < times / 2; index++) await write(); // compiles it
  const before = process.memoryUsage.rss();
  for (let index = 0; index < times; index++) await write();
  serve((process.memoryUsage.rss() - before) / times);
}

function sourcesAt(index: number): Sources {
  const sources = sourcesOf(new SimulatedPool(15 + index));
  const uptime = Math.round((86_400 + index * 15.013) * 1000) / 1000;
  return { ...sources, snapshot: { ...sources.snapshot, uptime } };
}

/** Written by hand, for these families and nothing else. */
function template({ pool, uptime }: Sources["snapshot"]): string {
  return `# HELP buntime_pool_size Maximum pool size
# TYPE buntime_pool_size gauge
buntime_pool_size ${pool.size}

# HELP buntime_pool_active Active workers
# TYPE buntime_pool_active gauge
buntime_pool_active ${pool.active}

# HELP buntime_pool_idle Idle workers
# TYPE buntime_pool_idle gauge
buntime_pool_idle ${pool.idle}

# HELP buntime_pool_creating Workers being created
# TYPE buntime_pool_creating gauge
buntime_pool_creating ${pool.creating}

# HELP buntime_pool_total Total workers
# TYPE buntime_pool_total gauge
buntime_pool_total ${pool.total}

# HELP buntime_pool_utilization Pool utilization ratio
# TYPE buntime_pool_utilization gauge
buntime_pool_utilization ${pool.utilization}

# HELP buntime_uptime_seconds Server uptime in seconds
# TYPE buntime_uptime_seconds counter
buntime_uptime_seconds ${uptime}
`;
}
