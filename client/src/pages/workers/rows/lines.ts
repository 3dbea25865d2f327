import type { WorkerRow } from "../../../../../server/types.ts";
import type { Group } from "./groups.ts";
import { type Places, type Standing, standingOf } from "./places.ts";

/** A line of the table: an app with its sums, or a worker. */
export type Line =
  | { kind: "group"; key: string; group: Group; open: boolean }
  | { kind: "worker"; key: string; row: WorkerRow; standing: Standing };

/** The table's lines. Each is made when it is asked for: of ten thousand some dozens are drawn. */
export interface Lines {
  count: number;
  /** The line at a place; `undefined` beyond the last. */
  at(index: number): Line | undefined;
  /** The place of the line with a key; -1 for none. */
  indexOf(key: string): number;
}

/** What a group's key begins with, that no id does. */
const GROUP = "\0app ";

function workerLine(places: Pick<Places, "rows" | "away">, index: number): Line | undefined {
  const row = places.rows[index];
  return row && { kind: "worker", key: row.id, row, standing: standingOf(places, row.id) };
}

/** Lines without groups. */
export function flatLines(places: Places): Lines {
  return {
    count: places.rows.length,
    at: (index) => workerLine(places, index),
    indexOf: (key) => places.rows.findIndex(({ id }) => id === key),
  };
}

/** The last of some places that is not beyond another; they rise. */
function lastUpTo(starts: readonly number[], index: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Lines of groups, each followed by its workers where it is open. */
export function groupLines(groups: readonly Group[], open: ReadonlySet<string>): Lines {
  let count = 0;
  const starts = groups.map(({ name, rows }) => {
    const start = count;
    count += 1 + (open.has(name) ? rows.length : 0);
    return start;
  });
  return {
    count,
    at(index) {
      const place = lastUpTo(starts, index);
      const group = groups[place];
      if (group === undefined || index >= count) return undefined;
      const within = index - (starts[place] ?? 0) - 1;
      if (within >= 0) return workerLine(group, within);
      return { kind: "group", key: GROUP + group.name, group, open: open.has(group.name) };
    },
    indexOf(key) {
      const place = groups.findIndex(({ name, rows }) =>
        key.startsWith(GROUP)
          ? key === GROUP + name
          : open.has(name) && rows.some(({ id }) => id === key),
      );
      const group = groups[place];
      const start = starts[place];
      if (group === undefined || start === undefined) return -1;
      return key.startsWith(GROUP)
        ? start
        : start + 1 + group.rows.findIndex(({ id }) => id === key);
    },
  };
}
