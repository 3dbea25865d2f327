import type { ActivityResponse } from "../../../server/types.ts";
import { type Entry, isGap } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";

type Entries = readonly Entry<ActivitySample>[];

/** The counters of the activity: they never decrease while the process lives. */
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

/** Whether a sample continues another: both are of one process, and no total has decreased. */
export function isContinued(before: Totals, after: Totals): boolean {
  if (before.instance !== after.instance) return false;
  // Workers that the pool lost track of may turn up again.
  return TOTALS.every(
    (total) => total === "unaccounted" || !((after[total] ?? 0) < (before[total] ?? 0)),
  );
}

/**
 * The samples of the latest process, with the gaps between them: behind a balancer they alternate with
 * those of other processes, whose totals can't be compared.
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

/** The totals of one process at two times. */
export interface ActivityWindow {
  first: Totals;
  last: Totals;
  /** By the server's clock. */
  seconds: number;
}

/** The window from `from`, in ms, to the latest sample, or as much of it as is known. `null` without two samples. */
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

/** The increase of a total; `null` if the pool doesn't report it. */
export function increase(window: ActivityWindow | null, total: Total): number | null {
  if (window === null) return null;
  const [from, to] = [window.first[total], window.last[total]];
  return from === undefined || to === undefined ? null : Math.max(to - from, 0);
}

/** The ratio of two increases; `null` if either is unknown, or `whole` has not increased. */
export function ratio(window: ActivityWindow | null, part: Total, whole: Total): number | null {
  const [above, below] = [increase(window, part), increase(window, whole)];
  return above === null || !below ? null : above / below;
}

/** Gaps, and what `read` returned for each window, at the window's end, in ms. */
type Series<Point> = Entry<Point & { t: number }>[];

/**
 * Reads the windows between samples about one step apart, in ms. None spans a gap, a restart or a sample of
 * another process. Steps end at multiples of their length, so that past ones don't change.
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
