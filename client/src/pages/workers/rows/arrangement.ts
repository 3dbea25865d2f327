import { useState } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import type { WorkersSearch } from "../search.ts";
import { type Group, groupRows, holdGroups } from "./groups.ts";
import { type Answer, holdPlaces, type Places, place, rowsHere } from "./places.ts";
import { sortRows } from "./select.ts";

/** The rows as the table has them: at their places, and by app where that is asked. */
export interface Arrangement {
  places: Places;
  /** Empty where they are not grouped. */
  groups: readonly Group[];
}

/** What an arrangement is made of. */
interface Asked {
  answer: Answer;
  search: WorkersSearch;
  held: boolean;
  /** Changes when the order is wanted anew though it is held. */
  turn: number;
}

/** No rows at all. */
export const NOTHING: Arrangement = {
  places: { rows: [], away: new Map(), at: 0 },
  groups: [],
};

/** The arrangement that follows another: its order stays while it is held under the same search. */
export function nextArrangement(
  before: Arrangement,
  answer: Answer,
  search: WorkersSearch,
  held: boolean,
): Arrangement {
  const places = held
    ? holdPlaces(before.places, answer)
    : place({ ...answer, rows: sortRows(answer.rows, search) });
  const groups = search.group ? groupRows(places, search) : [];
  return { places, groups: held ? holdGroups(before.groups, groups) : groups };
}

/** The rows that are there, in the order of the screen. */
export function rowsInOrder({ places, groups }: Arrangement): readonly WorkerRow[] {
  return groups.length > 0 ? groups.flatMap(({ here }) => here) : rowsHere(places);
}

function isSame(a: Asked, b: Asked | null): boolean {
  return a.answer === b?.answer && a.search === b.search && a.held === b.held && a.turn === b.turn;
}

/** The rows sorted as the search asks, with their order held while somebody is at them. */
export function useArrangement(asked: Asked): Arrangement {
  const { answer, search, held, turn } = asked;
  const [last, setLast] = useState<{ asked: Asked | null; now: Arrangement }>({
    asked: null,
    now: NOTHING,
  });
  if (isSame(asked, last.asked)) return last.now;
  const stays = held && last.asked?.search === search && last.asked.turn === turn;
  const isAnswered = stays && last.asked?.answer === answer;
  const now = isAnswered ? last.now : nextArrangement(last.now, answer, search, stays);
  setLast({ asked, now });
  return now;
}
