import { DOCUMENTED_FAMILIES, type Sources } from "../../server/exposition/catalogue.ts";
import { ExpositionText } from "../../server/exposition/text.ts";
import { MadePool } from "../made-pool.ts";
import { PromClient } from "../prom-client.ts";
import { sourcesOf } from "../sources.ts";

/** Who writes the seven families. */
export const CONTESTANTS = [
  "plugin",
  "plugin, copied",
  "template",
  "constant",
  "prom-client",
] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** A string, or UTF-8. */
export type Text = string | Uint8Array;

const text = new ExpositionText();

// Values that differ from one scrape to the next: of the same ones a runtime writes nothing twice.
const moments = Array.from({ length: 64 }, (_, index) => sourcesAt(index));
const promClient = new PromClient(DOCUMENTED_FAMILIES);
const constant = new TextDecoder().decode(text.write(sourcesAt(0), DOCUMENTED_FAMILIES));

/** Writes the seven families of the n-th scrape; only prom-client does it by a promise. */
export const WRITERS: Record<Contestant, (scrape: number) => Text | Promise<string>> = {
  plugin: (scrape) => text.write(momentOf(scrape), DOCUMENTED_FAMILIES),
  "plugin, copied": (scrape) => text.write(momentOf(scrape), DOCUMENTED_FAMILIES).slice(),
  template: (scrape) => template(momentOf(scrape).snapshot),
  constant: () => constant,
  "prom-client": (scrape) => promClient.scrape(momentOf(scrape)),
};

/** The bytes of a text; a string that was put together is flattened, as sending does. */
export function lengthOf(text: Text): number {
  return typeof text === "string" ? Buffer.byteLength(text) : text.length;
}

function momentOf(scrape: number): Sources {
  return moments[scrape % moments.length] ?? sourcesAt(0);
}

function sourcesAt(index: number): Sources {
  const sources = sourcesOf(new MadePool(15 + index));
  const uptime = Math.round((86_400 + index * 15.013) * 1000) / 1000;
  return { ...sources, snapshot: { ...sources.snapshot, uptime } };
}

/** As one would write it by hand, for this and nothing else. */
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
