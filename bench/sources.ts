import { AppLabels } from "../server/exposition/app-labels.ts";
import { buildLabels, type Sources } from "../server/exposition/catalogue.ts";
import { ProcessReader } from "../server/exposition/process.ts";
import { ScrapeErrors } from "../server/exposition/scrape-errors.ts";
import { PoolReader } from "../server/pool/reader.ts";
import type { SimulatedPool } from "./simulated-pool.ts";

const labels = new AppLabels();
const build = buildLabels("1.0.0", "1.0.0");
const scrapeErrors = new ScrapeErrors();
const processReader = new ProcessReader();

const readers = new WeakMap<SimulatedPool, PoolReader>();

/** A reader as the plugin's: its readings of one turn of the event loop are one. */
export function readerOf(pool: SimulatedPool): PoolReader {
  return new PoolReader(pool, { poolSize: pool.workers });
}

/** What the families take their values from, read now, as the plugin reads it. */
export function sourcesOf(pool: SimulatedPool): Sources {
  const reader = readers.get(pool) ?? readerOf(pool);
  readers.set(pool, reader);
  const snapshot = reader.read();
  const [totals, apps] = [snapshot.totals(), snapshot.apps()];
  return {
    snapshot,
    totals,
    unaccounted: snapshot.unaccounted(),
    apps: labels.group(snapshot.workers(), apps, snapshot.figuresOf),
    allApps: labels.all,
    process: processReader.read(),
    build,
    feed: { clients: 0, dropped: 0, maxClients: 10_000 },
    scrapeErrors,
  };
}
