import { useMemo } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import type { Arrangement } from "./arrangement.ts";
import type { Group } from "./groups.ts";
import { type Places, type RowStatus, statusOf } from "./places.ts";

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

/**
 * The lines of an arrangement, with the history in a section below.
 *
 * @param toggled the names of the groups that are not as they are at first
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
      return toggled.has(group.name) !== (group === ended && showsEnded);
    });
  }, [grouped, places, groups, ended, toggled, showsEnded]);
}
