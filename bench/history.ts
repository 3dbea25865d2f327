import { createApi } from "../server/api.ts";
import { HISTORY_GAP_MS, History } from "../server/history.ts";
import { MetricsService } from "../server/services.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import { interleave, ratio, spread } from "./statistics.ts";

const SIZES = [15, 500] as const;
const PATHS = { json: "", scrape: "prometheus", stats: "stats" } as const;
const KINDS = ["with", "without"] as const;
type Kind = (typeof KINDS)[number];
type Path = keyof typeof PATHS;
const CELLS = SIZES.flatMap((size) =>
  (Object.keys(PATHS) as Path[]).map((path) => ({ size, path })),
);

/** Keeps nothing. */
class NoHistory extends History {
  override record(): void {}
}

/** What the history adds to a reading. */
export async function historyPart({ quick }: PartOptions): Promise<PartResult> {
  const rows: string[][] = [];
  const goals: PartResult["goals"] = [];
  const figures: Record<string, unknown> = {};
  for (const { size, path } of CELLS) {
    const time = timer(size, PATHS[path]);
    await interleave(KINDS, quick ? 50 : 300, time); // warms it up
    const times = await interleave(KINDS, quick ? 200 : 2000, time);
    const { median, mad } = ratio(times.with, times.without);
    const more = spread(times.with).median - spread(times.without).median;
    rows.push([
      `${path}, ${size} workers`,
      ...KINDS.map((kind) => plusMinus(spread(times[kind]))),
      round(more),
      `${plusMinus({ median, mad })}x`,
    ]);
    // A reading of the JSON does so little that the moment is more than a twentieth of it.
    if (path !== "json") {
      goals.push(goal(`${path}, ${size} workers: at most 1.05x`, median, { atMost: 1.05 }));
    }
    figures[`${path}, ${size}`] = times;
  }
  return {
    title: "8. History: microseconds of an in-process reading that is kept, ± MAD",
    columns: ["", "with history", "without", "more", "with is"],
    rows,
    goals,
    notes: [
      `Every reading is kept here; a host keeps at most one per ${HISTORY_GAP_MS} ms, and the others cost nothing.`,
    ],
    figures,
  };
}

/** Times one reading of a pool that has changed since the last, in its own turn. */
function timer(workers: number, path: string): (kind: Kind) => Promise<number> {
  const pool = new SimulatedPool(workers);
  const service = new MetricsService();
  service.setPool(pool);
  const api = createApi(service);
  let now = 0;
  const histories = { with: new History(undefined, () => now), without: new NoHistory() };
  return async (kind) => {
    now += HISTORY_GAP_MS;
    service.history = histories[kind];
    await Bun.sleep(0);
    pool.live();
    const begin = Bun.nanoseconds();
    await (await api.request(`/api/metrics/${path}`)).arrayBuffer();
    return (Bun.nanoseconds() - begin) / 1000;
  };
}
