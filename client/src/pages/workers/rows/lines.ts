import { useMemo, useState } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { isHistory } from "../../../insight/counts.ts";
import { sectionsOf, troubledRows } from "../../../insight/rowOrder.ts";
import { ENDED, Group, groupRows, holdGroups } from "./groups.ts";
import { isSameInput, type OrderInput, type Ordering, orderingFor } from "./ordering.ts";
import {
  holdPlaces,
  matchingIn,
  moveToTop,
  type Places,
  placeRows,
  type RowStatus,
  shownRows,
  statusOf,
} from "./places.ts";
import { sortRows } from "./selection.ts";

/** The rows as the table shows them: in their places, and by app if they are grouped. */
export interface Arrangement {
  /** The rows of workers. */
  places: Places;
  /** Those by app; empty if they are not grouped. */
  groups: readonly Group[];
  /** The rows that are history, below the others. */
  ended: Group;
  /** When they were last sorted, in ms. */
  sortedAt: number;
  /** The rows whose trouble has moved them to the top. */
  troubled: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NO_PLACES: Places = { rows: [], leaving: new Map(), at: 0 };

/** The arrangement of no rows. */
export const EMPTY_ARRANGEMENT: Arrangement = {
  places: NO_PLACES,
  groups: [],
  ended: new Group(ENDED, NO_PLACES),
  sortedAt: Number.NEGATIVE_INFINITY,
  troubled: NONE,
};

/** The arrangement that follows another one. */
export function nextArrangement(
  before: Arrangement,
  { stats, rates, search }: Pick<OrderInput, "stats" | "rates" | "search">,
  ordering: Ordering,
): Arrangement {
  const isSorted = ordering === "sorted";
  const sections = sectionsOf(stats.rows);
  const isMatching = matchingIn(stats);
  const place = (last: Places, rows: readonly WorkerRow[], areHistory: boolean) =>
    isSorted
      ? placeRows({ at: stats.at, rows: sortRows(rows, search, rates) })
      : holdPlaces(last, { ...stats, rows }, (row, index) => {
          return isHistory(row) === areHistory && isMatching(row, index);
        });
  const placed = place(before.places, sections.held, false);
  const troubled = search.sort === undefined ? troubledRows(sections.held, rates) : NONE;
  const fresh =
    ordering === "kept" ? new Set([...troubled].filter((id) => !before.troubled.has(id))) : NONE;
  const places = fresh.size > 0 ? moveToTop(placed, fresh) : placed;
  const ended = new Group(ENDED, place(before.ended.places, sections.ended, true));
  const groups = search.group ? groupRows(places, search, rates) : [];
  // Without rates the order is not that of the load: it is sorted again with the next reading.
  const sortedAt = rates.seconds > 0 ? stats.at : EMPTY_ARRANGEMENT.sortedAt;
  return {
    places,
    groups: isSorted || fresh.size > 0 ? groups : holdGroups(before.groups, groups),
    ended,
    sortedAt: isSorted ? sortedAt : before.sortedAt,
    troubled: isSorted ? troubled : new Set([...before.troubled, ...fresh]),
  };
}

/** The rows that match the filters, in the order of the screen. */
export function rowsInOrder({ places, groups, ended }: Arrangement): readonly WorkerRow[] {
  const held = groups.length > 0 ? groups.flatMap(({ shown }) => shown) : shownRows(places);
  return [...held, ...ended.shown];
}

/** The rows in the order of the search, see {@link Ordering}. */
export function useArrangement(input: OrderInput): Arrangement {
  const [last, setLast] = useState<{ input: OrderInput | null; arrangement: Arrangement }>({
    input: null,
    arrangement: EMPTY_ARRANGEMENT,
  });
  if (isSameInput(input, last.input)) return last.arrangement;
  const ordering = orderingFor(input, last.input, last.arrangement.sortedAt);
  const isCurrent = ordering !== "sorted" && last.input?.stats === input.stats;
  const arrangement = isCurrent
    ? last.arrangement
    : nextArrangement(last.arrangement, input, ordering);
  setLast({ input, arrangement });
  return arrangement;
}

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

/** The key under which toggling a group is remembered: the history has one for each of its initial states. */
export function toggleKey(name: string, showsEnded: boolean): string {
  return name === ENDED && showsEnded ? `${ENDED} alone` : name;
}

/**
 * The lines of an arrangement, with the history in a section below.
 *
 * @param toggled the {@link toggleKey}s of the groups that are not in their initial state
 * @param showsEnded whether the history is initially unfolded; apps are folded
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
