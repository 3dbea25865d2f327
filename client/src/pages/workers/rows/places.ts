import type { WorkerRow } from "../../../../../server/types.ts";
import type { Roster } from "../../../data/stats/poll.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { WorkersSearch } from "../search.ts";
import { splitApp } from "../workerId.ts";
import { sortBy } from "./selection.ts";
import { isSummed, type Sums, sumRows } from "./values.ts";

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

/** For each of all rows whether it is one of `rows`, which are in the same order; `null` if they all are. */
function findIn(all: readonly WorkerRow[], rows: readonly WorkerRow[]): boolean[] | null {
  if (rows.length === all.length) return null;
  let next = 0;
  return all.map((row) => row === rows[next] && ++next > 0);
}

/**
 * Updates the rows without moving them: rows keep their places with their new values, leaving rows keep
 * theirs for a while, and new rows are appended.
 */
export function holdPlaces(before: Places, { rows, all, positions, at }: FilteredStats): Places {
  const isMatching = findIn(all, rows);
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
    if (!row || isMatching?.[index] === false) {
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

/** Names in their previous order, with new ones appended. */
export function holdOrder(before: readonly string[], now: readonly string[]): string[] {
  const fresh = new Set(now);
  const kept = before.filter((name) => fresh.delete(name));
  return [...kept, ...fresh];
}

/** The name of the section of rows that are history; no app has it. */
export const ENDED = "\0ended";

/** Rows below a line that folds them: all versions of an app, or those that are history. */
export class Group {
  #sums: { of: RatesOfRows; are: Sums } | null = null;

  constructor(
    /** The app's name without its version, or {@link ENDED}. */
    readonly name: string,
    readonly places: Places,
  ) {}

  get rows(): Places["rows"] {
    return this.places.rows;
  }

  /** The rows that match the filters. */
  get shown(): Places["rows"] {
    return shownRows(this.places);
  }

  /** Computed on first use: of thousands of groups a few dozen are rendered. */
  sums(rates: RatesOfRows): Sums {
    if (this.#sums?.of !== rates) this.#sums = { of: rates, are: sumRows(this.shown, rates) };
    return this.#sums.are;
  }

  /** The name, with the version if all rows have the same. */
  get title(): string {
    const app = this.rows[0]?.app ?? this.name;
    return this.rows.every((row) => row.app === app) ? app : this.name;
  }
}

/**
 * Groups rows by app, sorted by the sum of the sorted column, or by name if that has no sum. Without a
 * column they are in the order of their first rows.
 */
export function groupRows(
  places: Places,
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
  rates: RatesOfRows,
): readonly Group[] {
  const byName = Map.groupBy(places.rows, ({ app }) => splitApp(app)[0]);
  const groups = [...byName].map(
    ([name, rows]) => new Group(name, { rows, leaving: places.leaving, at: places.at }),
  );
  if (sort === undefined) return groups;
  if (isSummed(sort)) return sortBy(groups, (group) => group.sums(rates)[sort], desc === true);
  return sortBy(groups, ({ name }) => name, sort === "app" && desc === true);
}

/** The groups in their previous order, with new ones appended. */
export function holdGroups(before: readonly Group[], now: readonly Group[]): readonly Group[] {
  const byName = new Map(now.map((group) => [group.name, group]));
  const order = holdOrder(
    before.map(({ name }) => name),
    [...byName.keys()],
  );
  return order.flatMap((name) => byName.get(name) ?? []);
}
