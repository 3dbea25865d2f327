import { record } from "./values.ts";

/** A row of `getWorkerStats()`, its fields unchecked. */
export type Row = Record<string, unknown>;

/** A copy of a row, made so that whatever its getters do, they do it here; `undefined` for no row. */
export function rowOf(value: unknown): Row | undefined {
  try {
    const row = record(value);
    return row && { ...row };
  } catch {
    return undefined;
  }
}
