import { useMemo, useState } from "react";
import type { WorkerRow } from "../../../server/types.ts";
import { type Answer, holdOrder, holdPlaces, type Placed, place } from "./arrange.ts";
import { type Group, groupPlaces } from "./lines.ts";
import type { WorkersSearch } from "./search.ts";
import { sortRows } from "./select.ts";

/** The rows as the table has them: at their places, and by app where that is asked. */
export interface Arrangement {
  places: readonly Placed[];
  /** Empty where they are not grouped. */
  groups: readonly Group[];
}

interface Kept extends Arrangement {
  /** What it was made of. */
  answer: Answer | null;
  search: WorkersSearch | null;
  held: boolean;
}

const NOTHING: Kept = { places: [], groups: [], answer: null, search: null, held: false };

function heldGroups(before: readonly Group[], now: readonly Group[]): readonly Group[] {
  const byApp = new Map(now.map((group) => [group.app, group]));
  const order = holdOrder(
    before.map(({ app }) => app),
    [...byApp.keys()],
  );
  return order.flatMap((app) => byApp.get(app) ?? []);
}

/** The arrangement that follows another: its order stays while it is held under the same search. */
export function nextArrangement(
  before: Arrangement,
  answer: Answer,
  search: WorkersSearch,
  held: boolean,
): Arrangement {
  const places = held ? holdPlaces(before.places, answer) : place(answer);
  const groups = search.group ? groupPlaces(places, search) : [];
  return { places, groups: held ? heldGroups(before.groups, groups) : groups };
}

/** The rows that are there, in the order of the screen. */
export function rowsInOrder({ places, groups }: Arrangement): WorkerRow[] {
  const all = groups.length > 0 ? groups.flatMap((group) => group.places) : places;
  return all.filter(({ standing }) => standing === "here").map(({ row }) => row);
}

/** The rows sorted as the search asks, with their order held while somebody is at them. */
export function useArrangement(answer: Answer, search: WorkersSearch, held: boolean): Arrangement {
  const { rows, all, at } = answer;
  const { sort, desc } = search;
  const sorted = useMemo(
    () => sortRows(rows, { ...(sort && { sort }), ...(desc && { desc }) }),
    [rows, sort, desc],
  );
  const now = useMemo(() => ({ rows: sorted, all, at }), [sorted, all, at]);
  const [last, setLast] = useState(NOTHING);
  if (last.answer === now && last.search === search && last.held === held) return last;
  const stays = held && last.search === search;
  const next = { ...nextArrangement(last, now, search, stays), answer: now, search, held };
  setLast(next);
  return next;
}
