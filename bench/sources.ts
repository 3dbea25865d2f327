import { AppLabels } from "../server/exposition/app-groups.ts";
import { buildLabels, type Sources } from "../server/exposition/catalogue.ts";
import { readProcess } from "../server/exposition/process.ts";
import { ScrapeErrors } from "../server/exposition/scrape-errors.ts";
import { readPool } from "../server/pool/read.ts";
import { once } from "../server/pool/reading.ts";
import { type Snapshot, takeSnapshot } from "../server/snapshot.ts";
import type { MadePool } from "./made-pool.ts";

const labels = new AppLabels();
const build = buildLabels("1.0.0", "1.0.0");
const scrapeErrors = new ScrapeErrors();

/** A snapshot of a pool, taken now, as the plugin takes it. */
export function snapshotOf(pool: MadePool): Snapshot {
  return takeSnapshot(
    readPool(pool, () => {}),
    pool.workers,
    (totals) => totals,
  );
}

/** What the families take their values from, read now, as the plugin reads it. */
export function sourcesOf(pool: MadePool): Sources {
  const snapshot = snapshotOf(pool);
  return {
    snapshot,
    apps: once(() => labels.group(snapshot.workers(), snapshot.apps())),
    process: once(readProcess),
    build,
    feed: { clients: 0, dropped: 0 },
    scrapeErrors,
  };
}
