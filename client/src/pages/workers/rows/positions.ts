import type { WorkerRow } from "../../../../../server/types.ts";

type Positions = ReadonlyMap<string, number>;

let last: { rows: readonly WorkerRow[]; positions: Positions } = { rows: [], positions: new Map() };

function haveSameIds(a: readonly WorkerRow[], b: readonly WorkerRow[]): boolean {
  return a.length === b.length && a.every(({ id }, place) => id === b[place]?.id);
}

/**
 * Where each worker stands in an answer, by id. As long as no worker comes, goes or moves, it is the
 * same map, since to make one of ten thousand rows takes longer than all else that is done with them.
 */
export function positionsOf(rows: readonly WorkerRow[]): Positions {
  if (rows !== last.rows) {
    const positions = haveSameIds(rows, last.rows)
      ? last.positions
      : new Map(rows.map(({ id }, place) => [id, place]));
    last = { rows, positions };
  }
  return last.positions;
}
