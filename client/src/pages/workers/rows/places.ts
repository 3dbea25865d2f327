import type { WorkerRow } from "../../../../../server/types.ts";
import type { Roster } from "../../../data/stats/poll.ts";

/**
 * The status of a row in the table: `shown` matches the filters, `unmatched` is alive but no longer
 * matches them, `ended` is no longer in the pool.
 */
export type RowStatus = "shown" | "unmatched" | "ended";

/** A row that no longer belongs to the table but keeps its place for a while. */
interface Leaving {
  status: "unmatched" | "ended";
  /** When it last matched the filters, in ms. */
  shownAt: number;
}

/** The rows in the order of the table. */
export interface Places {
  rows: readonly WorkerRow[];
  /** Those of them that are leaving, by id. */
  leaving: ReadonlyMap<string, Leaving>;
  /** When the others arrived, in ms. */
  at: number;
  /** Where the first of the rows are in a response, if that has been looked up. */
  located?: { positions: Roster["positions"]; indexes: readonly number[] };
}

/** A response of `stats` after the filters. */
export interface FilteredStats {
  /** The rows that match, in the server's order. */
  rows: readonly WorkerRow[];
  all: readonly WorkerRow[];
  /** The positions of `all`, by id. */
  positions: Roster["positions"];
  /** When it arrived, in ms. */
  at: number;
}

/** How long a leaving row keeps its place, in ms. */
export const MAX_STAY_MS = 6_000;

/** How many leaving rows keep their places; the latest ones do. */
export const MAX_LEAVING = 50;

const NONE: Places["leaving"] = new Map();

/** Places the rows in their order. */
export function placeRows({ rows, at }: Pick<FilteredStats, "rows" | "at">): Places {
  return { rows, leaving: NONE, at };
}

/** The status of a row. */
export function statusOf({ leaving }: Pick<Places, "leaving">, id: string): RowStatus {
  return leaving.size === 0 ? "shown" : (leaving.get(id)?.status ?? "shown");
}

/** The rows that match the filters. */
export function shownRows({
  rows,
  leaving,
}: Pick<Places, "rows" | "leaving">): readonly WorkerRow[] {
  return leaving.size === 0 ? rows : rows.filter(({ id }) => !leaving.has(id));
}

/** Drops all but the latest {@link MAX_LEAVING} leaving rows. */
function limitLeaving(places: Places): Places {
  const { rows, leaving, at } = places;
  if (leaving.size <= MAX_LEAVING) return places;
  const latest = [...leaving].sort(([, a], [, b]) => b.shownAt - a.shownAt).slice(0, MAX_LEAVING);
  const kept = new Map(latest);
  return { rows: rows.filter(({ id }) => kept.has(id) || !leaving.has(id)), leaving: kept, at };
}

/** Whether a row, by its index in `all`, is one of `rows`, which are in the same order. */
export function matchingIn({ rows, all }: Pick<FilteredStats, "rows" | "all">) {
  if (rows.length === all.length) return () => true;
  let next = 0;
  const found = all.map((row) => row === rows[next] && ++next > 0);
  return (_row: WorkerRow, index: number) => found[index] === true;
}

/**
 * Updates the rows without moving them: rows keep their places with their new values, leaving rows keep
 * theirs for a while, and new rows are appended.
 */
export function holdPlaces(
  before: Places,
  { rows, all, positions, at }: FilteredStats,
  isMatching: (row: WorkerRow, index: number) => boolean = matchingIn({ rows, all }),
): Places {
  // To look ten thousand rows up by their ids takes longer than everything else here.
  const known = before.located?.positions === positions ? before.located.indexes : null;
  const indexes: number[] = [];
  const leaving = new Map<string, Leaving>();
  const kept: WorkerRow[] = [];
  // `entries()` would make an array for each row.
  let place = 0;
  for (const last of before.rows) {
    const index = known?.[place++] ?? positions.get(last.id) ?? -1;
    const row = all[index];
    if (!row || !isMatching(row, index)) {
      const shownAt = before.leaving.get(last.id)?.shownAt ?? before.at;
      if (at - shownAt > MAX_STAY_MS) continue;
      leaving.set(last.id, { status: row ? "unmatched" : "ended", shownAt });
    }
    kept.push(row ?? last);
    indexes.push(index);
  }
  const located = { positions, indexes };
  const places = limitLeaving({ rows: kept, leaving, at, located });
  return kept.length - leaving.size === rows.length ? places : appendNew(places, rows);
}

function appendNew(places: Places, rows: readonly WorkerRow[]): Places {
  const placed = new Set(places.rows.map(({ id }) => id));
  return { ...places, rows: [...places.rows, ...rows.filter(({ id }) => !placed.has(id))] };
}

/** Moves some rows, by their ids, before all others. */
export function moveToTop(places: Places, ids: ReadonlySet<string>): Places {
  const { moved = [], others = [] } = Object.groupBy(places.rows, ({ id }) =>
    ids.has(id) ? "moved" : "others",
  );
  return { rows: [...moved, ...others], leaving: places.leaving, at: places.at };
}
