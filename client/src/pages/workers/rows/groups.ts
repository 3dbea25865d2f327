import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { WorkersSearch } from "../search.ts";
import { splitApp } from "../workerId.ts";
import { type Places, shownRows } from "./places.ts";
import { sortBy } from "./selection.ts";
import { isSummed, type Sums, sumRows } from "./values.ts";

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
  const kept = before.flatMap(({ name }) => byName.get(name) ?? []);
  return [...new Set([...kept, ...now])];
}
