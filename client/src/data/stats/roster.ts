import type { WorkerRow } from "../../../../server/types.ts";

/** The workers of a response, apart from their values. */
export interface Roster {
  ids: readonly string[];
  /** The index of each worker in the response, by id. */
  positions: ReadonlyMap<string, number>;
  /** The apps, in alphabetical order. */
  apps: readonly string[];
}

/** Of no workers. */
export const EMPTY_ROSTER: Roster = { ids: [], positions: new Map(), apps: [] };

/**
 * The roster of a response. It is the last one while no worker comes, goes or moves: to build one for
 * ten thousand rows takes longer than everything else that a poll does.
 */
export function rosterOf(rows: readonly WorkerRow[], last: Roster): Roster {
  const isSame =
    rows.length === last.ids.length && rows.every(({ id }, index) => id === last.ids[index]);
  if (isSame) return last;
  const ids = rows.map(({ id }) => id);
  return {
    ids,
    positions: new Map(ids.map((id, index) => [id, index])),
    apps: [...new Set(rows.map(({ app }) => app))].sort(),
  };
}
