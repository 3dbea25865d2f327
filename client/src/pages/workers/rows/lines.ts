import { useMemo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { WorkersSearch } from "../search.ts";
import { splitApp } from "../workerId.ts";
import type { Arrangement } from "./arrangement.ts";
import { holdOrder, type Places, type RowStatus, shownRows, statusOf } from "./places.ts";
import { sortBy } from "./selection.ts";
import { isSummed, type Sums, sumRows } from "./values.ts";

/** A line of the table: a group with its sums, or a worker. */
export type Line =
  | { kind: "group"; key: string; group: Group; open: boolean }
  | { kind: "worker"; key: string; row: WorkerRow; status: RowStatus; inGroup: boolean };

/** The table's lines, created on demand: of ten thousand a few dozen are rendered. */
export interface Lines {
  count: number;
  /** The line at an index; `undefined` beyond the last. */
  at(index: number): Line | undefined;
  /** The index of the line with a key; -1 for none. */
  indexOf(key: string): number;
}

/** The prefix of a group's key; no id starts with it. */
const GROUP = "\0app ";

function workerLine(places: Places, index: number, inGroup: boolean): Line | undefined {
  const row = places.rows[index];
  return row && { kind: "worker", key: row.id, row, status: statusOf(places, row.id), inGroup };
}

/** The index of the last of some ascending starts that is not beyond `index`. */
function lastUpTo(starts: readonly number[], index: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

const indexIn = ({ rows }: Pick<Places, "rows">, key: string) =>
  rows.findIndex(({ id }) => id === key);

/** Lines of rows without a group, then those of groups, each followed by its workers if it is open. */
export function linesOf(
  flat: Places | null,
  groups: readonly Group[],
  isOpen: (group: Group) => boolean,
): Lines {
  const flatCount = flat?.rows.length ?? 0;
  let count = flatCount;
  const open = groups.map(isOpen);
  const starts = groups.map(({ rows }, place) => {
    const start = count;
    count += 1 + (open[place] ? rows.length : 0);
    return start;
  });
  return {
    count,
    at(index) {
      if (flat && index < flatCount) return workerLine(flat, index, false);
      const place = lastUpTo(starts, index);
      const group = groups[place];
      if (group === undefined || index >= count) return undefined;
      const within = index - (starts[place] ?? 0) - 1;
      if (within >= 0) return workerLine(group.places, within, true);
      return { kind: "group", key: GROUP + group.name, group, open: open[place] === true };
    },
    indexOf(key) {
      if (key.startsWith(GROUP)) {
        return starts[groups.findIndex(({ name }) => key === GROUP + name)] ?? -1;
      }
      const index = flat ? indexIn(flat, key) : -1;
      if (index >= 0) return index;
      const place = groups.findIndex((group, i) => open[i] && indexIn(group, key) >= 0);
      const group = groups[place];
      return group ? (starts[place] ?? 0) + 1 + indexIn(group, key) : -1;
    },
  };
}

/** What is remembered when a group is folded or unfolded: the history has two ways to be at first. */
export function toggleKey(name: string, showsEnded: boolean): string {
  return name === ENDED && showsEnded ? `${ENDED} alone` : name;
}

/**
 * The lines of an arrangement, with the history in a section below.
 *
 * @param toggled the {@link toggleKey}s of the groups that are not as they are at first
 * @param showsEnded whether the history is unfolded at first; apps are folded
 */
export function useLines(
  { places, groups, ended }: Arrangement,
  grouped: boolean,
  toggled: ReadonlySet<string>,
  showsEnded: boolean,
): Lines {
  return useMemo(() => {
    const all = ended.rows.length > 0 ? [...groups, ended] : groups;
    return linesOf(grouped ? null : places, all, (group) => {
      return toggled.has(toggleKey(group.name, showsEnded)) !== (group === ended && showsEnded);
    });
  }, [grouped, places, groups, ended, toggled, showsEnded]);
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
  const groups = [...byName].map(([name, rows]) => new Group(name, { ...places, rows }));
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
