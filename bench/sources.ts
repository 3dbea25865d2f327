import { AppLabels } from "../server/exposition/app-groups.ts";
import type { Sources } from "../server/exposition/catalogue.ts";
import { readProcess } from "../server/exposition/process.ts";
import { readPool } from "../server/pool/read.ts";
import { once } from "../server/pool/reading.ts";
import { type Snapshot, takeSnapshot } from "../server/snapshot.ts";
import type { MadePool } from "./made-pool.ts";

const labels = new AppLabels();

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
    versions: { host: "1.0.0", plugin: "1.0.0" },
    feedClients: 0,
    scrapeErrors: [["pool", 0]],
  };
}
