import { type Entry, isGap } from "../data/feed/samples.ts";
import type { ActivitySample } from "../data/feed/state.ts";
import type { Reading } from "../data/stats/tracks.ts";
import {
  type ActivityWindow,
  activityWindow,
  increase,
  ratio,
  windowSeries,
} from "./activityWindow.ts";
import { addCounts, type Counts, ZERO } from "./counts.ts";
import { countedOver, type Ledger } from "./ledger.ts";

/** The numbers of the first screen, in display order. */
export const VITALS = [
  "requestRate",
  "errorRate",
  "responseMs",
  "busy",
  "failed",
  "blocked",
  "queue",
] as const;

/** One of them. */
export type VitalName = (typeof VITALS)[number];

/** A value at a point in time, in ms; `null` if it isn't known. */
export interface VitalPoint {
  t: number;
  value: number | null;
}

/** One number: its current value, and its last minutes. */
export interface Vital {
  /** The current value, for rates that of the last minute; `null` if it isn't known. */
  value: number | null;
  /** Its limit: the pool's size or the queue's limit; `null` if there is none. */
  of: number | null;
  /** Oldest first, with gaps; a rate is that since the previous point. */
  series: readonly Entry<VitalPoint>[];
}

/**
 * The numbers of the first screen: requests per second, the share of requests that failed, the mean
 * response time in ms, the mean number of busy workers (response seconds per second: 0 at rest, where
 * a full pool's utilization is 1), and the numbers of failed and blocked workers and queued requests.
 */
export type Vitals = Record<VitalName, Vital>;

/** What vitals are computed from: what the page has received, oldest first. */
export interface VitalsInput {
  activity: readonly Entry<ActivitySample>[];
  readings: readonly Reading[];
  /** The counts of those readings. */
  ledger: Ledger;
  /** The pool's size; `null` if it isn't known. */
  size: number | null;
  /** Now, in ms. */
  now: number;
}

/** The window of a rate's value, in ms. */
const VALUE_MS = 60_000;
/** How far a series goes back, in ms. */
export const SERIES_MS = 300_000;
/** The interval of its points, in ms. */
const STEP_MS = 5_000;

type RateOf = (window: ActivityWindow | null) => number | null;

function perSecond(window: ActivityWindow | null, total: "servedRequests" | "responseSeconds") {
  const grown = increase(window, total);
  return window === null || grown === null ? null : grown / window.seconds;
}

const RATES = {
  requestRate: (window) => perSecond(window, "servedRequests"),
  errorRate: (window) => ratio(window, "errors", "servedRequests"),
  responseMs: (window) => {
    const mean = ratio(window, "responseSeconds", "succeededRequests");
    return mean === null ? null : mean * 1_000;
  },
  busy: (window) => perSecond(window, "responseSeconds"),
} satisfies Partial<Record<VitalName, RateOf>>;

/** The window of a rate computed from polled rows, while the stream, which has the activity, is refused. */
function windowOfRows({ apps, rows }: Ledger, now: number): ActivityWindow | null {
  const counted = [...apps.values()].flatMap(
    (points) => countedOver(points, now - VALUE_MS, now) ?? [],
  );
  if (counted.length === 0) return null;
  const sum = counted.reduce((before, { counts }) => addCounts(before, counts), ZERO);
  const countsErrors = [...rows.values()].some(({ errors }) => errors !== undefined);
  const totals = ({ requests, errors, successes, responseMs }: Counts) => ({
    ...(countsErrors ? { errors } : {}),
    servedRequests: requests,
    succeededRequests: successes,
    responseSeconds: responseMs / 1_000,
  });
  const seconds = Math.max(...counted.map((each) => each.seconds));
  return { first: totals(ZERO), last: totals(sum), seconds };
}

/** Computes the numbers of the first screen. */
export function vitalsOf({ activity, readings, ledger, size, now }: VitalsInput): Vitals {
  const recent = activity.filter(({ t }) => t >= now - SERIES_MS);
  const window = activityWindow(activity, now - VALUE_MS) ?? windowOfRows(ledger, now);
  const last = activity.at(-1);
  const latest = last && !isGap(last) ? last : undefined;
  const rate = (name: keyof typeof RATES, of: number | null = null): Vital => ({
    value: RATES[name](window),
    of,
    series: windowSeries(recent, STEP_MS, (step) => ({ value: RATES[name](step) })),
  });
  const ofSamples = (read: SampleReader, of: number | null = null): Vital => ({
    value: (latest && read(latest)) ?? null,
    of,
    series: gaugeSeries(recent, read),
  });
  const ofRows = (mark: Mark): Vital => ({
    value: countRows(readings.at(-1), mark),
    of: null,
    series: readingSeries(readings, now - SERIES_MS, mark),
  });
  const blocked = ofRows("blocked");
  // Before the page's first reading there is only the server's history.
  const history = gaugeSeries(
    recent.filter(({ t }) => t < (readings[0]?.t ?? now)),
    (sample) => sample.blocked,
  );
  return {
    requestRate: rate("requestRate"),
    errorRate: rate("errorRate"),
    responseMs: rate("responseMs"),
    busy: rate("busy", size),
    failed:
      latest?.heldFailures === undefined
        ? ofRows("failed")
        : ofSamples(({ heldFailures }) => heldFailures),
    blocked: { ...blocked, series: [...history, ...blocked.series] },
    queue: ofSamples(
      ({ ephemeral }) => ephemeral?.queueDepth,
      latest?.ephemeral?.queueLimit ?? null,
    ),
  };
}

type SampleReader = (sample: ActivitySample) => number | undefined;

/** The maximum of each step. */
function gaugeSeries(
  entries: readonly Entry<ActivitySample>[],
  read: SampleReader,
): Entry<VitalPoint>[] {
  const series: Entry<VitalPoint>[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const last = series.at(-1);
    const value = isGap(entry) ? null : (read(entry) ?? null);
    if (isGap(entry)) series.push(entry);
    else if (entry.t - start >= STEP_MS || last === undefined || isGap(last)) {
      series.push({ t: entry.t, value });
      start = entry.t;
    } else if (value !== null) last.value = Math.max(last.value ?? value, value);
  }
  return series;
}

type Mark = "failed" | "blocked";

function countRows(reading: Reading | undefined, mark: Mark): number | null {
  return reading?.workers.reduce((count, row) => count + (row[mark] ? 1 : 0), 0) ?? null;
}

function readingSeries(
  readings: readonly Reading[],
  from: number,
  mark: Mark,
): Entry<VitalPoint>[] {
  return readings.flatMap((reading, index): Entry<VitalPoint>[] => {
    const { t, afterGap } = reading;
    if (t < from) return [];
    const point = { t, value: countRows(reading, mark) };
    const before = readings[index - 1];
    return afterGap && before ? [{ t: (before.t + t) / 2, gap: true }, point] : [point];
  });
}
