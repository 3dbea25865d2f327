import { useState } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import type { WorkersSearch } from "../search.ts";
import { type Group, groupRows, holdGroups } from "./groups.ts";
import { type FilteredStats, holdPlaces, type Places, placeRows, shownRows } from "./places.ts";
import { sortRows } from "./selection.ts";

/** The rows as the table shows them: in their places, and by app if they are grouped. */
export interface Arrangement {
  places: Places;
  /** Empty if they are not grouped. */
  groups: readonly Group[];
}

/** What an arrangement is derived from. */
interface Input {
  stats: FilteredStats;
  search: WorkersSearch;
  /** Whether the order is held. */
  held: boolean;
  /** Increases when a held order is to be sorted again. */
  sortCount: number;
}

/** The arrangement of no rows. */
export const EMPTY_ARRANGEMENT: Arrangement = {
  places: { rows: [], leaving: new Map(), at: 0 },
  groups: [],
};

/** The arrangement that follows another one; held, it keeps the order. */
export function nextArrangement(
  before: Arrangement,
  stats: FilteredStats,
  search: WorkersSearch,
  held: boolean,
): Arrangement {
  const places = held
    ? holdPlaces(before.places, stats)
    : placeRows({ at: stats.at, rows: sortRows(stats.rows, search) });
  const groups = search.group ? groupRows(places, search) : [];
  return { places, groups: held ? holdGroups(before.groups, groups) : groups };
}

/** The rows that match the filters, in the order of the screen. */
export function rowsInOrder({ places, groups }: Arrangement): readonly WorkerRow[] {
  return groups.length > 0 ? groups.flatMap(({ shown }) => shown) : shownRows(places);
}

function isSameInput(a: Input, b: Input | null): boolean {
  return (
    a.stats === b?.stats &&
    a.search === b.search &&
    a.held === b.held &&
    a.sortCount === b.sortCount
  );
}

/** The rows sorted by the search; the order is held while the table is in use. */
export function useArrangement(input: Input): Arrangement {
  const { stats, search, held, sortCount } = input;
  const [last, setLast] = useState<{ input: Input | null; arrangement: Arrangement }>({
    input: null,
    arrangement: EMPTY_ARRANGEMENT,
  });
  if (isSameInput(input, last.input)) return last.arrangement;
  const keepsOrder = held && last.input?.search === search && last.input.sortCount === sortCount;
  const isCurrent = keepsOrder && last.input?.stats === stats;
  const arrangement = isCurrent
    ? last.arrangement
    : nextArrangement(last.arrangement, stats, search, keepsOrder);
  setLast({ input, arrangement });
  return arrangement;
}
