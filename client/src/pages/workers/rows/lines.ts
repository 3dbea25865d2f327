import { useMemo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import type { Arrangement } from "./arrangement.ts";
import type { Group } from "./groups.ts";
import { type Places, type RowStatus, statusOf } from "./places.ts";

/** A line of the table: an app with its sums, or a worker. */
export type Line =
  | { kind: "group"; key: string; group: Group; open: boolean }
  | { kind: "worker"; key: string; row: WorkerRow; status: RowStatus };

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

function workerLine(places: Pick<Places, "rows" | "leaving">, index: number): Line | undefined {
  const row = places.rows[index];
  return row && { kind: "worker", key: row.id, row, status: statusOf(places, row.id) };
}

/** Lines without groups. */
export function flatLines(places: Places): Lines {
  return {
    count: places.rows.length,
    at: (index) => workerLine(places, index),
    indexOf: (key) => places.rows.findIndex(({ id }) => id === key),
  };
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

/** Lines of groups, each followed by its workers if it is open. */
export function groupLines(groups: readonly Group[], open: ReadonlySet<string>): Lines {
  let count = 0;
  const starts = groups.map(({ name, rows }) => {
    const start = count;
    count += 1 + (open.has(name) ? rows.length : 0);
    return start;
  });
  const indexOfWorker = (key: string) => {
    const place = groups.findIndex(
      ({ name, rows }) => open.has(name) && rows.some(({ id }) => id === key),
    );
    const rows = groups[place]?.rows ?? [];
    return place < 0 ? -1 : (starts[place] ?? 0) + 1 + rows.findIndex(({ id }) => id === key);
  };
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
      if (!key.startsWith(GROUP)) return indexOfWorker(key);
      return starts[groups.findIndex(({ name }) => key === GROUP + name)] ?? -1;
    },
  };
}

/** The lines of an arrangement. `open`: the names of the open groups. */
export function useLines(
  { places, groups }: Arrangement,
  grouped: boolean,
  open: ReadonlySet<string>,
): Lines {
  return useMemo(
    () => (grouped ? groupLines(groups, open) : flatLines(places)),
    [grouped, places, groups, open],
  );
}
