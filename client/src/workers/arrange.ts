import type { WorkerRow } from "../../../server/types.ts";

/**
 * How a row stands: `here` as the filters ask, `left` when it lives but no longer suits them,
 * `ended` when the worker is there no more.
 */
export type Standing = "here" | "left" | "ended";

/** A row at its place in the table. */
export interface Placed {
  row: WorkerRow;
  standing: Standing;
  /** When it last suited the filters, in ms. */
  hereAt: number;
}

/** One answer of the server as the table takes it. */
export interface Answer {
  /** The rows that the filters leave, in their order. */
  rows: readonly WorkerRow[];
  /** All rows. */
  all: readonly WorkerRow[];
  /** When it came, in ms. */
  at: number;
}

/** How long a row that has left keeps its place at most, in ms. */
export const LONGEST_STAY_MS = 6_000;

/** How many rows that have left keep their places at most; the latest do. */
export const MOST_STAYING = 50;

/** The rows at the places that their order gives them. */
export function place({ rows, at }: Answer): Placed[] {
  return rows.map((row) => ({ row, standing: "here", hereAt: at }));
}

/** Without the rows that have left before the latest {@link MOST_STAYING}. */
function limit(places: readonly Placed[]): readonly Placed[] {
  const away = places.filter(({ standing }) => standing !== "here");
  if (away.length <= MOST_STAYING) return places;
  const latest = away.toSorted((a, b) => b.hereAt - a.hereAt);
  const dropped = new Set(latest.slice(MOST_STAYING));
  return places.filter((each) => !dropped.has(each));
}

/**
 * Keeps the places of before while somebody is at the table: what stays keeps its place with its new
 * values, what has left keeps it for a while, and what is new comes at the end.
 */
export function holdPlaces(before: readonly Placed[], answer: Answer): readonly Placed[] {
  const { rows, all, at } = answer;
  const fresh = new Map(rows.map((row) => [row.id, row]));
  const living = new Map(all.map((row) => [row.id, row]));
  const kept = before.flatMap(({ row: last, hereAt }): Placed[] => {
    const row = fresh.get(last.id);
    fresh.delete(last.id);
    if (row) return [{ row, standing: "here", hereAt: at }];
    if (at - hereAt > LONGEST_STAY_MS) return [];
    const elsewhere = living.get(last.id);
    return [{ row: elsewhere ?? last, standing: elsewhere ? "left" : "ended", hereAt }];
  });
  return [...limit(kept), ...place({ ...answer, rows: [...fresh.values()] })];
}

/** Names in the order of before, those that are new at the end. */
export function holdOrder(before: readonly string[], now: readonly string[]): string[] {
  const fresh = new Set(now);
  const kept = before.filter((name) => fresh.delete(name));
  return [...kept, ...fresh];
}
