import type { WorkerRow } from "../../../../server/types.ts";
import { addCounts, type Counts, countsOf, isHistory, ZERO } from "../counts.ts";
import { type AppPoint, type Counted, countedOver, type Ledger } from "../ledger.ts";
import { slowdownIn } from "../slowdown.ts";
import { linkToApp, linkToWorker } from "../workersLink.ts";
import { type Evidence, type Fact, fact } from "./fact.ts";
import { ALERTS, MINUTE_MS, OWN } from "./thresholds.ts";

const { BuntimeAppErrors: ERRORS, BuntimeErrorBudgetBurnFast: BURN } = ALERTS;

type Points = readonly AppPoint[];

/** What is wrong with apps, and with single workers of them. */
export function appFacts(evidence: Evidence): Fact[] {
  const { ledger, now } = evidence;
  const lifetimes = lifetimesOf(ledger.rows.values());
  const ofApps = [...ledger.apps].flatMap(([app, points]) => {
    const over = (minutes: number) => countedOver(points, now - minutes * MINUTE_MS, now);
    return [
      failing(app, points, over),
      crashLoop(app, points, over, now),
      slow(app, lifetimes.get(app) ?? ZERO, over),
    ].filter((found) => found !== null);
  });
  return [...ofApps, ...workerFacts(evidence)];
}

type Over = (minutes: number) => Counted | null;

const errorRatio = (counted: Counted | null) =>
  counted === null || counted.counts.requests === 0
    ? 0
    : counted.counts.errors / counted.counts.requests;

/** Whether a count has increased at all: of thousands of apps most have neither errors nor failures. */
function hasGrown(points: Points, figure: "errors" | "failures"): boolean {
  return (points.at(-1)?.counts[figure] ?? 0) > (points[0]?.counts[figure] ?? 0);
}

function failing(app: string, points: Points, over: Over): Fact | null {
  if (!hasGrown(points, "errors")) return null;
  const [short, few] = [over(ERRORS.minutes), over(ERRORS.fewMinutes)];
  const isHigh =
    errorRatio(short) > ERRORS.ratio && (short?.counts.requests ?? 0) >= ERRORS.requests;
  const isFew =
    errorRatio(few) > ERRORS.fewRatio && (few?.counts.requests ?? 0) >= ERRORS.fewRequests;
  const isBurning = burnsBudget(short, over(BURN.longMinutes));
  const counted = isHigh || isBurning ? short : few;
  if (!(isHigh || isFew || isBurning) || counted === null) return null;
  const { errors, requests } = counted.counts;
  const detail = { kind: "failing", app, errors, requests, seconds: counted.seconds } as const;
  return fact(isBurning ? "critical" : "warning", errors / requests, detail, {
    since: errorsSince(points),
    link: linkToApp(app, "errors"),
    vital: "errorRate",
  });
}

/** Whether the month's error budget would be spent in two days, judged by the last hour or as much as is known of it. */
function burnsBudget(short: Counted | null, long: Counted | null): boolean {
  const limit = BURN.burnRate * (1 - BURN.objective);
  const errors = long?.counts.errors ?? 0;
  return errorRatio(short) > limit && errorRatio(long) > limit && errors >= BURN.errors;
}

/**
 * When the present run of errors, at most five minutes apart, began; `null` if before the first reading or
 * in a gap.
 */
function errorsSince(points: Points): number | null {
  const quietMs = ERRORS.minutes * MINUTE_MS;
  let since = points.at(-1)?.t ?? 0;
  let isKnown = true;
  for (let i = points.length - 1; i > 0; i--) {
    const [before, point] = [points[i - 1], points[i]];
    if (before === undefined || point === undefined || since - point.t > quietMs) break;
    if (point.counts.errors === before.counts.errors) continue;
    since = point.t;
    isKnown = !point.afterGap;
  }
  const isFirst = since - (points[0]?.t ?? since) <= quietMs;
  return isKnown && !isFirst ? since : null;
}

function crashLoop(app: string, points: Points, over: Over, now: number): Fact | null {
  if (!hasGrown(points, "failures")) return null;
  const { failures: limit, minutes } = ALERTS.BuntimeAppCrashLoop;
  const counted = over(minutes);
  const failures = counted?.counts.failures ?? 0;
  if (counted === null || failures < limit) return null;
  const before = points.at(-1)?.counts.failures ?? 0;
  const first = points.find(
    ({ t, counts }) => t > now - minutes * MINUTE_MS && counts.failures > before - failures,
  );
  const detail = { kind: "crashLoop", app, failures, seconds: counted.seconds } as const;
  return fact("critical", 1, detail, {
    since: first?.t ?? null,
    link: linkToApp(app, "failed"),
    vital: "failed",
  });
}

function slow(app: string, lifetime: Counts, over: Over): Fact | null {
  const found = slowdownIn(over, lifetime);
  if (!found) return null;
  const { meanMs, earlierMs, recent } = found;
  const detail = { kind: "slow", app, meanMs, earlierMs, seconds: recent.seconds } as const;
  return fact("warning", 1 - earlierMs / meanMs, detail, {
    link: { search: { app, sort: "responseMs", desc: true } },
    vital: "responseMs",
  });
}

function lifetimesOf(rows: Iterable<WorkerRow>): Map<string, Counts> {
  const lifetimes = new Map<string, Counts>();
  for (const row of rows) {
    lifetimes.set(row.app, addCounts(lifetimes.get(row.app) ?? ZERO, countsOf(row)));
  }
  return lifetimes;
}

/** What is wrong with single workers. */
function workerFacts({ ledger, now }: Evidence): Fact[] {
  const rows = [...ledger.rows.values()];
  const held = rows.filter((row) => !isHistory(row)).length;
  const share = (workers: number) => workers / Math.max(held, 1);
  const failed = Map.groupBy(
    rows.filter((row) => row.failed),
    ({ app }) => app,
  );
  return [
    ...[...failed].map(([app, own]) => failedFact(app, own, share(own.length), ledger)),
    ...rows.filter((row) => row.blocked).map((row) => blockedFact(row, share(1), ledger, now)),
  ];
}

function failedFact(app: string, rows: readonly WorkerRow[], share: number, ledger: Ledger): Fact {
  const times = rows.map(({ id }) => ledger.failedAt.get(id) ?? null);
  const [only] = rows.length === 1 ? rows : [];
  const detail = { kind: "failed", app, workers: rows.length } as const;
  return fact("warning", share, detail, {
    since: times.some((t) => t === null) ? null : Math.min(...times.map(Number)),
    link: only ? linkToWorker(only.id) : linkToApp(app, "failed"),
    vital: "failed",
  });
}

/** Its latest sample is from before it was blocked. */
function blockedFact(row: WorkerRow, share: number, { t }: Ledger, now: number): Fact {
  const { app, id, sampledSecondsAgo: age } = row;
  const since = age === undefined ? null : (t ?? now) - age * 1_000;
  const isLong = since !== null && now - since >= OWN.blockedCriticalMs;
  const detail = { kind: "blocked", app, worker: id } as const;
  const more = { since, link: linkToWorker(id), vital: "blocked" } as const;
  return fact(isLong ? "critical" : "warning", share, detail, more);
}
