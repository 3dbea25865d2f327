import { type Entry, isGap, type PoolSample } from "../../data/feed/samples.ts";
import { activityWindow, increase } from "../activityWindow.ts";
import type { WorkersLink } from "../workersLink.ts";
import { type Evidence, type Fact, fact } from "./fact.ts";
import { ALERTS, MINUTE_MS } from "./thresholds.ts";

/** The rows behind a shortage of slots. */
const BUSIEST: WorkersLink = { search: { sort: "requests", desc: true } };

/** What is wrong with the pool, or with the requests of all apps together. */
export function poolFacts(evidence: Evidence): Fact[] {
  const pool = latestOf(evidence.pool);
  return [
    pool && pressure(pool, evidence),
    pool && noWorkers(pool, evidence),
    pool && overCapacity(pool),
    queue(evidence),
    failing(evidence),
  ].filter((found) => found !== undefined);
}

function latestOf<S extends { t: number }>(entries: readonly Entry<S>[]): S | undefined {
  return entries.findLast((entry): entry is S => !isGap(entry));
}

/** A full pool is a problem only if its workers evict each other, or requests wait. */
function pressure(pool: PoolSample, evidence: Evidence): Fact | undefined {
  const { BuntimePoolExhausted: full, BuntimePoolThrashing: thrash } = ALERTS;
  const counted = window(evidence, full.minutes);
  const [evictions, requests] = [increase(counted, "evictions"), increase(counted, "requests")];
  const { active, creating, size } = pool;
  if (counted && evictions !== null && requests && evictions >= thrash.evictions) {
    const detail = { evictions, requests, seconds: counted.seconds };
    const share = evictions / requests;
    const isFull = size > 0 && active + creating >= size;
    const more = { link: BUSIEST, vital: "busy" } as const;
    if (isFull && share > full.evictionRatio) {
      return fact("critical", Math.min(share, 1), { kind: "exhausted", ...detail }, more);
    }
    if (share > thrash.evictionRatio) {
      return fact("warning", Math.min(share, 1), { kind: "thrash", ...detail }, more);
    }
  }
  return highUtilization(pool, evictions ?? 0, evidence);
}

function highUtilization(
  pool: PoolSample,
  evictions: number,
  evidence: Evidence,
): Fact | undefined {
  const { utilization, evictions: limit, waiting, minutes } = ALERTS.BuntimeHighUtilization;
  const from = evidence.now - minutes * MINUTE_MS;
  const isWaiting =
    evictions >= limit ||
    meanSince(evidence.pool, from, ({ creating }) => creating) >= waiting ||
    meanSince(evidence.activity, from, ({ ephemeral }) => ephemeral?.queueDepth ?? 0) >= waiting;
  if (!(pool.utilization > utilization && isWaiting)) return undefined;
  const { active, size } = pool;
  return fact(
    "warning",
    Math.min(pool.utilization, 1),
    { kind: "pressure", active, size },
    { link: BUSIEST, vital: "busy" },
  );
}

function meanSince<S extends { t: number }>(
  entries: readonly Entry<S>[],
  from: number,
  read: (sample: S) => number,
): number {
  const values = entries.flatMap((entry) => (isGap(entry) || entry.t < from ? [] : [read(entry)]));
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

function window({ activity, now }: Evidence, minutes: number) {
  return activityWindow(activity, now - minutes * MINUTE_MS);
}

function noWorkers(pool: PoolSample, evidence: Evidence): Fact | undefined {
  const { unservedRatio, minutes, servedMinutes } = ALERTS.BuntimeNoWorkers;
  const from = evidence.now - servedMinutes * MINUTE_MS;
  const hadWorkers = evidence.pool.some(
    (entry) => !isGap(entry) && entry.t >= from && entry.active > 0,
  );
  const counted = window(evidence, minutes);
  const [requests, served] = [increase(counted, "requests"), increase(counted, "servedRequests")];
  if (!counted || !hadWorkers || !requests || served === null) return undefined;
  const share = (requests - served) / requests;
  if (pool.total - pool.creating !== 0 || share <= unservedRatio) return undefined;
  const detail = {
    kind: "noWorkers",
    requests: requests - served,
    seconds: counted.seconds,
  } as const;
  return fact("critical", share, detail, { vital: "requestRate" });
}

function overCapacity({ total, size }: PoolSample): Fact | undefined {
  if (size === 0 || total <= size) return undefined;
  return fact("info", (total - size) / total, { kind: "overCapacity", total, size });
}

function queue({ activity }: Evidence): Fact | undefined {
  const { BuntimeEphemeralQueueFilling: filling, BuntimeEphemeralQueueFull: full } = ALERTS;
  const ratioOf = (entry: (typeof activity)[number] | undefined) => {
    const ephemeral = entry && !isGap(entry) ? entry.ephemeral : undefined;
    return ephemeral && ephemeral.queueLimit > 0 ? ephemeral.queueDepth / ephemeral.queueLimit : 0;
  };
  const latest = latestOf(activity);
  const ratio = ratioOf(latest);
  if (!latest?.ephemeral || ratio <= filling.ratio) return undefined;
  const { queueDepth: depth, queueLimit: limit } = latest.ephemeral;
  const before = activity.findLastIndex((entry) => ratioOf(entry) <= filling.ratio);
  const since = before < 0 ? null : (activity[before + 1]?.t ?? null);
  // The rows of apps with `ttl: 0`, whose requests wait, have no live worker.
  const link = { search: { state: "terminated", sort: "requests", desc: true } } as const;
  const more = { since, link, vital: "queue" } as const;
  return ratio >= full.ratio
    ? fact("critical", 1, { kind: "queueFull", depth, limit }, more)
    : fact("warning", ratio, { kind: "queueFilling", depth, limit }, more);
}

/** Of all apps together; the verdict leaves it out if single apps are known to fail. */
function failing(evidence: Evidence): Fact | undefined {
  const { ratio, requests: least, minutes } = ALERTS.BuntimeAppErrors;
  const counted = window(evidence, minutes);
  const [errors, requests] = [increase(counted, "errors"), increase(counted, "servedRequests")];
  if (!counted || !errors || !requests || requests < least) return undefined;
  if (errors / requests <= ratio) return undefined;
  const detail = {
    kind: "failing",
    app: null,
    errors,
    requests,
    seconds: counted.seconds,
  } as const;
  return fact("warning", errors / requests, detail, {
    link: { search: { trouble: "errors" } },
    vital: "errorRate",
  });
}
