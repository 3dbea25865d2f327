import type { ActivityResponse } from "../../../server/types.ts";
import { type Entry, isGap } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";

type Entries = readonly Entry<ActivitySample>[];

/** The totals of the activity: they never fall while the process lives. */
const TOTALS = [
  "requests",
  "evictions",
  "created",
  "retired",
  "unaccounted",
  "servedRequests",
  "succeededRequests",
  "errors",
  "responseSeconds",
] as const satisfies readonly (keyof ActivityResponse)[];

/** One of them. */
export type Total = (typeof TOTALS)[number];

type Totals = Pick<ActivityResponse, Total | "instance">;

/** Whether a sample continues another: it is of the same process, and no total has fallen. */
export function isContinued(before: Totals, after: Totals): boolean {
  if (before.instance !== after.instance) return false;
  // Workers that were lost for a moment may be found again.
  return TOTALS.every(
    (total) => total === "unaccounted" || !((after[total] ?? 0) < (before[total] ?? 0)),
  );
}

/**
 * The samples of the latest process, with the gaps between them: behind a balancer those of other
 * processes come in between, and totals can only be compared within one.
 */
function ofLatestProcess(entries: Entries): Entry<ActivitySample>[] {
  const latest = entries.findLast((entry): entry is ActivitySample => !isGap(entry));
  const own = entries.filter((entry) => isGap(entry) || entry.instance === latest?.instance);
  let start = own.length;
  let after: ActivitySample | undefined;
  for (let i = own.length - 1; i >= 0; i--) {
    const entry = own[i];
    if (entry === undefined || isGap(entry)) continue;
    if (after && !isContinued(entry, after)) break;
    start = i;
    after = entry;
  }
  return own.slice(start);
}

/** Two samples of one process between which totals are compared. */
export interface ActivityWindow {
  first: ActivitySample;
  last: ActivitySample;
  /** By the server's clock. */
  seconds: number;
}

/** The window from `from`, in ms, to the latest sample; shorter if there is less. `null` without two samples. */
export function activityWindow(entries: Entries, from: number): ActivityWindow | null {
  const own = ofLatestProcess(entries);
  const samples = own.filter((entry): entry is ActivitySample => !isGap(entry));
  const index = own.findLastIndex(({ t }) => t <= from);
  const before = own[index];
  const first = before && !isGap(before) ? before : samples.find(({ t }) => t > from);
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.t <= from) return null;
  return windowBetween(first, last);
}

/** The window between two samples; `null` if no time passed. */
function windowBetween(first: ActivitySample, last: ActivitySample): ActivityWindow | null {
  const seconds = (Date.parse(last.timestamp) - Date.parse(first.timestamp)) / 1_000;
  return seconds > 0 ? { first, last, seconds } : null;
}

/** How much a total has grown; `null` if it isn't reported. */
export function increase(window: ActivityWindow | null, total: Total): number | null {
  if (window === null) return null;
  const [from, to] = [window.first[total], window.last[total]];
  return from === undefined || to === undefined ? null : Math.max(to - from, 0);
}

/** The ratio of two increases; `null` if either is unknown, or nothing was counted. */
export function ratio(window: ActivityWindow | null, part: Total, whole: Total): number | null {
  const [above, below] = [increase(window, part), increase(window, whole)];
  return above === null || !below ? null : above / below;
}

/** A gap, or what a window was read as, at the window's end, in ms. */
type Series<Point> = Entry<Point & { t: number }>[];

/**
 * Reads the windows between samples about a step apart, in ms; none across a gap, a restart, or samples of
 * another process. Steps end at multiples of their length, so that they stay the same as time goes on.
 */
export function windowSeries<Point extends object>(
  entries: Entries,
  step: number,
  read: (window: ActivityWindow | null) => Point,
): Series<Point> {
  const series: Series<Point> = [];
  const stepOf = ({ t }: ActivitySample) => Math.floor(t / step);
  let first: ActivitySample | null = null;
  for (const entry of entries) {
    if (isGap(entry)) {
      series.push(entry);
      first = null;
    } else if (first === null || !isContinued(first, entry)) {
      if (first !== null) series.push({ t: entry.t, gap: true });
      first = entry;
    } else if (stepOf(entry) > stepOf(first) && entry.t - first.t >= step / 2) {
      series.push({ t: entry.t, ...read(windowBetween(first, entry)) });
      first = entry;
    }
  }
  return series;
}
