import { useState } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { sectionsOf } from "../../../insight/rowOrder.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import type { WorkersSearch } from "../search.ts";
import { ENDED, Group, groupRows, holdGroups } from "./lines.ts";
import { type FilteredStats, holdPlaces, type Places, placeRows, shownRows } from "./places.ts";
import { sortRows } from "./selection.ts";

/** The rows as the table shows them: in their places, and by app if they are grouped. */
export interface Arrangement {
  /** The rows of workers. */
  places: Places;
  /** Those by app; empty if they are not grouped. */
  groups: readonly Group[];
  /** The rows that are history, below the others. */
  ended: Group;
}

/** What an arrangement is derived from. */
interface Input {
  stats: FilteredStats;
  rates: RatesOfRows;
  search: WorkersSearch;
  /** Whether the order is held. */
  held: boolean;
  /** Increases when a held order is to be sorted again. */
  sortCount: number;
}

const NO_PLACES: Places = { rows: [], leaving: new Map(), at: 0 };

/** The arrangement of no rows. */
export const EMPTY_ARRANGEMENT: Arrangement = {
  places: NO_PLACES,
  groups: [],
  ended: new Group(ENDED, NO_PLACES),
};

/** The arrangement that follows another one; held, it keeps the order. */
export function nextArrangement(
  before: Arrangement,
  { stats, rates, search, held }: Omit<Input, "sortCount">,
): Arrangement {
  const sections = sectionsOf(stats.rows);
  const place = (last: Places, rows: readonly WorkerRow[]) =>
    held
      ? holdPlaces(last, { ...stats, rows })
      : placeRows({ at: stats.at, rows: sortRows(rows, search, rates) });
  const places = place(before.places, sections.held);
  const ended = new Group(ENDED, place(before.ended.places, sections.ended));
  const groups = search.group ? groupRows(places, search, rates) : [];
  return { places, groups: held ? holdGroups(before.groups, groups) : groups, ended };
}

/** The rows that match the filters, in the order of the screen. */
export function rowsInOrder({ places, groups, ended }: Arrangement): readonly WorkerRow[] {
  const held = groups.length > 0 ? groups.flatMap(({ shown }) => shown) : shownRows(places);
  return [...held, ...ended.shown];
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
    : nextArrangement(last.arrangement, { ...input, held: keepsOrder });
  setLast({ input, arrangement });
  return arrangement;
}
