import type { WorkerRow } from "../../../../../server/types.ts";
import { positionsOf } from "./positions.ts";

/**
 * How a row stands: `here` as the filters ask, `left` when it lives but no longer suits them,
 * `ended` when the worker is there no more.
 */
export type Standing = "here" | "left" | "ended";

/** A row that does not suit the filters, at the place that it had. */
interface Away {
  standing: "left" | "ended";
  /** When it last suited the filters, in ms. */
  hereAt: number;
}

/** The rows at their places in the table. */
export interface Places {
  rows: readonly WorkerRow[];
  /** Those of them that are not `here`, by id. */
  away: ReadonlyMap<string, Away>;
  /** When the others were seen, in ms. */
  at: number;
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

const NOBODY: Places["away"] = new Map();

/** The rows at the places that their order gives them. */
export function place({ rows, at }: Answer): Places {
  return { rows, away: NOBODY, at };
}

/** How a row stands in its place. */
export function standingOf({ away }: Pick<Places, "away">, id: string): Standing {
  return away.size === 0 ? "here" : (away.get(id)?.standing ?? "here");
}

/** The rows that are `here`. */
export function rowsHere({ rows, away }: Pick<Places, "rows" | "away">): readonly WorkerRow[] {
  return away.size === 0 ? rows : rows.filter(({ id }) => !away.has(id));
}

/** Without the rows that have left before the latest {@link MOST_STAYING}. */
function limit(places: Places): Places {
  const { rows, away, at } = places;
  if (away.size <= MOST_STAYING) return places;
  const latest = [...away].sort(([, a], [, b]) => b.hereAt - a.hereAt).slice(0, MOST_STAYING);
  const staying = new Map(latest);
  return { rows: rows.filter(({ id }) => staying.has(id) || !away.has(id)), away: staying, at };
}

/**
 * Keeps the places of before while somebody is at the table: what stays keeps its place with its new
 * values, what has left keeps it for a while, and what is new comes at the end.
 */
export function holdPlaces(before: Places, { rows, all, at }: Answer): Places {
  const positions = positionsOf(all);
  const suiting = rows.length === all.length ? null : new Set(rows.map(({ id }) => id));
  const away = new Map<string, Away>();
  const kept: WorkerRow[] = [];
  for (const last of before.rows) {
    const row = all[positions.get(last.id) ?? -1];
    if (!row || suiting?.has(row.id) === false) {
      const hereAt = before.away.get(last.id)?.hereAt ?? before.at;
      if (at - hereAt > LONGEST_STAY_MS) continue;
      away.set(last.id, { standing: row ? "left" : "ended", hereAt });
    }
    kept.push(row ?? last);
  }
  const places = limit({ rows: kept, away, at });
  return kept.length - away.size === rows.length ? places : withNew(places, rows);
}

/** With the rows that have no place yet at the end. */
function withNew(places: Places, rows: readonly WorkerRow[]): Places {
  const known = new Set(places.rows.map(({ id }) => id));
  return { ...places, rows: [...places.rows, ...rows.filter(({ id }) => !known.has(id))] };
}

/** Names in the order of before, those that are new at the end. */
export function holdOrder(before: readonly string[], now: readonly string[]): string[] {
  const fresh = new Set(now);
  const kept = before.filter((name) => fresh.delete(name));
  return [...kept, ...fresh];
}
