import { type Guarded, listOf, shape, text } from "./counters/state.ts";
import { POOL_COUNTERS } from "./pool/totals.ts";
import type { HistoryColumn, HistoryResponse } from "./types.ts";

/** Maximum number of readings kept: 15 minutes at one a second. */
export const MAX_HISTORY_READINGS = 900;

/**
 * Minimum time between two readings, in milliseconds. It is below a second because readers at one a second
 * are sometimes early, and their readings would be skipped.
 */
export const HISTORY_GAP_MS = 900;

/** The figures of a reading, in the order of a row. */
export const HISTORY_COLUMNS: readonly HistoryColumn[] = [
  "time",
  "size",
  "active",
  "idle",
  "creating",
  "total",
  "heldFailures",
  "blocked",
  "queueDepth",
  "queueLimit",
  ...POOL_COUNTERS,
  "unaccounted",
  "avgResponseTimeMs",
  "servedRequests",
  "succeededRequests",
  "errors",
  "responseSeconds",
  "workerCpuSeconds",
  "processCpuSeconds",
  "processResidentBytes",
];

const WIDTH = HISTORY_COLUMNS.length;

/** The figures of a reading by column, without those that it did not include. */
export type HistoryFigures = { time: number } & { [C in HistoryColumn]?: number | undefined };

/** How much a reading includes. Of readings that are too close to be kept separately, the one with the most detail wins. */
export const DETAIL = { pool: 1, rows: 2, totals: 3, scrape: 4 } as const;

/** The state of a {@link History}: the body of its response. */
export const historyState = shape({
  columns: listOf(text),
  rows: listOf(
    listOf((value): value is number | null => value === null || typeof value === "number"),
  ),
});

type HistoryState = Guarded<typeof historyState>;

/**
 * Recent readings of the pool in a ring buffer of numbers. It never reads the pool itself: without
 * requests there is a gap.
 */
export class History {
  readonly #values = new Float64Array(MAX_HISTORY_READINGS * WIDTH);
  #length = 0;
  #last = -1;
  #lastAt = Number.NEGATIVE_INFINITY;
  /** The details of the readings that are merged in the last row. */
  readonly #merged = new Set<number>();
  #mostMerged = 0;

  /**
   * @param state - From {@link state}, to continue; columns are found by name.
   * @param now - A monotonic clock in milliseconds.
   */
  constructor(
    { columns, rows }: HistoryState = { columns: [], rows: [] },
    readonly now = (): number => performance.now(),
  ) {
    for (const row of rows) {
      this.#begin();
      for (const [at, column] of HISTORY_COLUMNS.entries()) {
        this.#values[this.#last * WIDTH + at] = row[columns.indexOf(column)] ?? Number.NaN;
      }
    }
  }

  get state(): HistoryState {
    return this.since();
  }

  /**
   * Adds a reading. If the last row is less than `HISTORY_GAP_MS` old, the reading is merged into it: one with more
   * detail overwrites it, one with less fills in what is still unknown, and one with the same detail is skipped.
   *
   * @param figures - Not called for a skipped reading.
   */
  record(detail: number, figures: () => HistoryFigures): void {
    const now = this.now();
    const isClose = now - this.#lastAt < HISTORY_GAP_MS;
    if (!isClose) this.#begin();
    if (this.#merged.has(detail)) return;
    const hasMost = detail > this.#mostMerged;
    this.#merged.add(detail);
    if (hasMost) {
      this.#mostMerged = detail;
      this.#lastAt = now;
    }
    const reading = figures();
    const start = this.#last * WIDTH;
    for (let at = 0; at < WIDTH; at++) {
      const value = reading[HISTORY_COLUMNS[at] as HistoryColumn];
      const isOpen = hasMost || Number.isNaN(this.#values[start + at]);
      if (value !== undefined && isOpen) this.#values[start + at] = value;
    }
  }

  #begin(): void {
    this.#last = (this.#last + 1) % MAX_HISTORY_READINGS;
    this.#length = Math.min(this.#length + 1, MAX_HISTORY_READINGS);
    this.#values.fill(Number.NaN, this.#last * WIDTH, (this.#last + 1) * WIDTH);
    this.#merged.clear();
    this.#mostMerged = 0;
  }

  /** Its fixed size in memory, in bytes. */
  get byteLength(): number {
    return this.#values.byteLength;
  }

  /**
   * The body of `GET /api/metrics/history`: the readings, oldest first.
   *
   * @param time - Only readings later than this, in milliseconds since the Unix epoch.
   */
  since(time = Number.NEGATIVE_INFINITY): HistoryResponse {
    const rows: (number | null)[][] = [];
    for (let back = this.#length - 1; back >= 0; back--) {
      const start = ((this.#last - back + MAX_HISTORY_READINGS) % MAX_HISTORY_READINGS) * WIDTH;
      if (!((this.#values[start] ?? 0) > time)) continue;
      const row = this.#values.subarray(start, start + WIDTH);
      rows.push(Array.from(row, (value) => (Number.isNaN(value) ? null : value)));
    }
    return { columns: [...HISTORY_COLUMNS], rows };
  }
}
