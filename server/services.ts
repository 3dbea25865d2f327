import { version as pluginVersion } from "../package.json";
import { activityOf } from "./activity.ts";
import { SSE_INTERVAL } from "./config.ts";
import { AppLabels } from "./exposition/app-groups.ts";
import { buildLabels } from "./exposition/catalogue.ts";
import { readProcess } from "./exposition/process.ts";
import { ScrapeErrors } from "./exposition/scrape-errors.ts";
import { exposition } from "./exposition/text.ts";
import { FaultLog, type Logger } from "./faults.ts";
import { encodeEvents } from "./feed/event.ts";
import { Feed } from "./feed/feed.ts";
import { HeapSampler } from "./pool/memory.ts";
import { readPool } from "./pool/read.ts";
import { once, type PoolReading, type PoolTotals } from "./pool/reading.ts";
import type { PartError, PoolPart, PoolSource } from "./pool/source.ts";
import { text } from "./pool/values.ts";
import { SharedForTurn } from "./shared.ts";
import { type Snapshot, sizeOf, takeSnapshot } from "./snapshot.ts";
import { SteadyTotals } from "./steady-totals.ts";
import { takeOver } from "./succession.ts";
import type { MetricsConfig, MetricsResponse, PoolMetrics, WorkerRow } from "./types.ts";

/** How long a reader of `stats` waits for the workers' memory, in milliseconds. */
export const MEMORY_WAIT_MS = 50;

/** What the host tells beside the pool. */
export interface HostFacts {
  /** `ctx.globalConfig.poolSize`, unchecked. */
  poolSize?: unknown;
  logger?: Logger | undefined;
  /** The runtime's version, unchecked. Default `"unknown"`. */
  version?: unknown;
}

/** The pool can't be read now; the message says why and holds nothing internal. */
export class PoolUnavailable extends Error {
  override name = "PoolUnavailable";
}

// The state is the module's, as documented: a reload of the same module hands in the next pool.
let pool: PoolSource | undefined;
let host: HostFacts = {};
let build = buildLabels("unknown", pluginVersion);
let lastSize: number | undefined;
let config: Required<MetricsConfig> = { prometheus: true, sseInterval: SSE_INTERVAL.default };

const faults = new FaultLog();
const totals = new SteadyTotals();
const appLabels = new AppLabels();
const sampler = new HeapSampler();
const steady = (told: PoolTotals) => totals.steady(told);
const memoryOf = (thread: object) => sampler.figuresOf(thread);
const scrapeErrors = new ScrapeErrors();
const shared = new SharedForTurn(() => readSnapshot());
let sampling: Promise<void> | undefined;

/** The live feed: the body of `metrics()` as its default event, the pool's totals as `activity`. */
export const feed = new Feed({ frame: feedFrame, interval: config.sseInterval });

const retire = () => feed.retire();

/**
 * Takes the pool to read, at once and for good until the next call. The pool is never changed.
 *
 * @param source - `ctx.pool`; anything that isn't an object counts as no pool.
 */
export function setPool(source: unknown, facts: HostFacts = {}): void {
  pool = typeof source === "object" && source !== null ? (source as PoolSource) : undefined;
  host = facts;
  build = buildLabels(text(facts.version) ?? "unknown", pluginVersion);
  lastSize = undefined;
  faults.tellTo(facts.logger);
  shared.clear();
  feed.renew();
  takeOver(retire);
}

/** Takes the options; what is left out gets its default. Running feeds change pace at once. */
export function setConfig(options: MetricsConfig): void {
  const { prometheus = true, sseInterval = SSE_INTERVAL.default } = options;
  config = { prometheus, sseInterval };
  feed.interval = sseInterval;
}

/** Logs what should not have happened while answering, once for all that follows. */
export function reportFailure(error: unknown): void {
  faults.report("an answer", error instanceof Error ? error.message : "it failed");
}

/** Whether the Prometheus endpoint is to answer. */
export function scrapeEnabled(): boolean {
  return config.prometheus;
}

/**
 * The body of `GET /api/metrics/`.
 *
 * @throws PoolUnavailable
 */
export function metrics(): MetricsResponse {
  const { pool, uptime, timestamp } = shared.get();
  return { pool, uptime, timestamp };
}

/**
 * The body of `GET /api/metrics/stats`. Waits up to `MEMORY_WAIT_MS` for the workers' memory.
 *
 * @throws PoolUnavailable
 */
export async function stats(): Promise<{ pool: PoolMetrics; workers: WorkerRow[] }> {
  await sampleMemory();
  const snapshot = shared.get();
  return { pool: snapshot.pool, workers: readRows(snapshot) };
}

/**
 * The body of `GET /api/metrics/prometheus`, in UTF-8: a view that the next call writes over.
 *
 * @throws PoolUnavailable
 */
export function prometheusText(): Uint8Array<ArrayBuffer> {
  const snapshot = scrapeErrors.counting(() => shared.get());
  return exposition({
    snapshot: { ...snapshot, totals: once(() => scrapeErrors.counting(snapshot.totals)) },
    apps: once(() =>
      scrapeErrors.counting(() => appLabels.group(snapshot.workers(), snapshot.apps())),
    ),
    process: once(readProcess),
    build,
    feed,
    scrapeErrors,
  });
}

function readSnapshot(): Snapshot {
  try {
    if (!pool) throw new PoolUnavailable("the host has handed over no worker pool");
    const snapshot = snapshotOf(readPool(pool, reportPart));
    faults.report("the worker pool", undefined);
    return snapshot;
  } catch (error) {
    if (error instanceof PoolUnavailable) faults.report("the worker pool", error.message);
    // A part that can't be read has been reported already.
    throw error instanceof PoolUnavailable
      ? error
      : new PoolUnavailable("the worker pool can't be read");
  }
}

function snapshotOf(reading: PoolReading): Snapshot {
  // The size is the host's configuration: a fault of the part that tells it doesn't change it.
  lastSize = sizeOf(reading, host.poolSize) ?? lastSize;
  const snapshot = takeSnapshot(reading, lastSize ?? 0, steady, memoryOf);
  reportSize(lastSize, snapshot.pool.total);
  return snapshot;
}

function reportPart(part: PoolPart, error?: PartError): void {
  faults.report(`the pool's ${part}()`, error?.message);
}

function reportSize(size: number | undefined, total: number): void {
  faults.report(
    "the pool's size",
    size === undefined ? "nobody tells it, so it is shown as 0" : undefined,
  );
  const over = size !== undefined && total > size;
  faults.report("the pool's capacity", over ? `${total} workers in a pool of ${size}` : undefined);
}

async function sampleMemory(): Promise<void> {
  // Readers that arrive together wait for the same calls.
  sampling ??= sampler.refresh(shared.get().threads(), MEMORY_WAIT_MS).finally(() => {
    sampling = undefined;
  });
  await sampling;
}

function readRows(snapshot: Snapshot): WorkerRow[] {
  try {
    return snapshot.rows();
  } catch {
    throw new PoolUnavailable("the pool's workers can't be read");
  }
}

/** What the feed sends at a tick; nothing while the pool can't be read. */
export function feedFrame(): Uint8Array | undefined {
  try {
    const snapshot = shared.get();
    const activity = activityOf(snapshot);
    return encodeEvents([
      { data: metrics() },
      ...(activity ? [{ name: "activity", data: activity }] : []),
    ]);
  } catch {
    return undefined; // said in the log; the feed sends nothing that isn't a snapshot
  }
}
