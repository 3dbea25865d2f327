import { version as pluginVersion } from "../package.json";
import { activityOf } from "./activity.ts";
import { SSE_INTERVAL } from "./config.ts";
import { AppLabels } from "./exposition/app-groups.ts";
import { buildLabels } from "./exposition/catalogue.ts";
import { readProcess } from "./exposition/process.ts";
import { ScrapeErrors } from "./exposition/scrape-errors.ts";
import { ExpositionText } from "./exposition/text.ts";
import { FaultLog, type Logger } from "./faults.ts";
import { encodeEvents } from "./feed/event.ts";
import { Feed } from "./feed/feed.ts";
import { HeapSampler } from "./pool/memory.ts";
import { readPool } from "./pool/read.ts";
import { once, type PoolReading } from "./pool/reading.ts";
import type { PartError, PoolPart, PoolSource } from "./pool/source.ts";
import { text } from "./pool/values.ts";
import { SharedForTurn } from "./shared.ts";
import { type Snapshot, sizeOf, takeSnapshot } from "./snapshot.ts";
import { SteadyTotals } from "./steady-totals.ts";
import type { MetricsConfig, MetricsResponse, StatsResponse, WorkerRow } from "./types.ts";

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

/**
 * All that the plugin knows at one base: the pool, the options, the live feed and the figures that must
 * outlive a reload. The module keeps one for each base, tests make their own.
 */
export class MetricsService {
  /** The live feed: the body of `metrics()` as its default event, the pool's totals as `activity`. */
  readonly feed: Feed = new Feed({
    frame: () => this.feedFrame(),
    interval: SSE_INTERVAL.default,
  });
  #config: Required<MetricsConfig> = { prometheus: true, sseInterval: SSE_INTERVAL.default };
  #pool: PoolSource | undefined;
  #host: HostFacts = {};
  #build = buildLabels("unknown", pluginVersion);
  #lastSize: number | undefined;
  #sampling: Promise<void> | undefined;
  readonly #faults = new FaultLog();
  readonly #totals = new SteadyTotals();
  readonly #appLabels = new AppLabels();
  readonly #sampler = new HeapSampler();
  readonly #scrapeErrors = new ScrapeErrors();
  readonly #text = new ExpositionText();
  readonly #shared = new SharedForTurn(() => this.#readSnapshot());

  /**
   * Replaces the pool to read, at once. The pool itself is never changed.
   *
   * @param source - `ctx.pool`; anything that isn't an object counts as no pool.
   */
  setPool(source: unknown, facts: HostFacts = {}): void {
    this.#pool = typeof source === "object" && source !== null ? (source as PoolSource) : undefined;
    this.#host = facts;
    this.#build = buildLabels(text(facts.version) ?? "unknown", pluginVersion);
    this.#lastSize = undefined;
    this.#faults.setLogger(facts.logger);
    this.#shared.clear();
    this.feed.renew();
  }

  /** Sets the options; what is left out gets its default. Open feeds change their pace at once. */
  setConfig(options: MetricsConfig): void {
    const { prometheus = true, sseInterval = SSE_INTERVAL.default } = options;
    this.#config = { prometheus, sseInterval };
    this.feed.interval = sseInterval;
  }

  /** Ends the feed, whose clients then reconnect to the module that replaces this one. */
  readonly retire = (): void => this.feed.retire();

  /** Whether the Prometheus endpoint is enabled. */
  get scrapeEnabled(): boolean {
    return this.#config.prometheus;
  }

  /** Logs an unexpected error of a request handler; repetitions are not logged. */
  reportFailure(error: unknown): void {
    this.#faults.report("an answer", error instanceof Error ? error.message : "it failed");
  }

  /**
   * The body of `GET /api/metrics/`.
   *
   * @throws PoolUnavailable
   */
  metrics(): MetricsResponse {
    const { pool, uptime, timestamp } = this.#shared.get();
    return { pool, uptime, timestamp };
  }

  /**
   * The body of `GET /api/metrics/stats`. Waits up to `MEMORY_WAIT_MS` for the workers' memory.
   *
   * @throws PoolUnavailable
   */
  async stats(): Promise<StatsResponse> {
    await this.#sampleMemory();
    const snapshot = this.#shared.get();
    return { pool: snapshot.pool, workers: readRows(snapshot) };
  }

  /**
   * The body of `GET /api/metrics/prometheus`, in UTF-8: a view that the next call writes over.
   *
   * @throws PoolUnavailable
   */
  prometheusText(): Uint8Array<ArrayBuffer> {
    const errors = this.#scrapeErrors;
    const snapshot = errors.counting(() => this.#shared.get());
    return this.#text.write({
      snapshot: { ...snapshot, totals: once(() => errors.counting(snapshot.totals)) },
      apps: once(() =>
        errors.counting(() => this.#appLabels.group(snapshot.workers(), snapshot.apps())),
      ),
      process: once(readProcess),
      build: this.#build,
      feed: this.feed,
      scrapeErrors: errors,
    });
  }

  /** The events that the feed sends at a tick; `undefined` if the pool cannot be read. */
  feedFrame(): Uint8Array | undefined {
    try {
      const snapshot = this.#shared.get();
      const activity = activityOf(snapshot);
      return encodeEvents([
        { data: this.metrics() },
        ...(activity ? [{ name: "activity", data: activity }] : []),
      ]);
    } catch {
      return undefined; // logged where it was read
    }
  }

  #readSnapshot(): Snapshot {
    try {
      if (!this.#pool) throw new PoolUnavailable("the host has handed over no worker pool");
      const reading = readPool(this.#pool, (part, error) => this.#reportPart(part, error));
      const snapshot = this.#snapshotOf(reading);
      this.#faults.report("the worker pool", undefined);
      return snapshot;
    } catch (error) {
      if (error instanceof PoolUnavailable) this.#faults.report("the worker pool", error.message);
      // A part that can't be read has been reported already.
      throw error instanceof PoolUnavailable
        ? error
        : new PoolUnavailable("the worker pool can't be read");
    }
  }

  #snapshotOf(reading: PoolReading): Snapshot {
    // The size is the host's configuration: a fault of the part that tells it doesn't change it.
    this.#lastSize = sizeOf(reading, this.#host.poolSize) ?? this.#lastSize;
    const snapshot = takeSnapshot(
      reading,
      this.#lastSize ?? 0,
      (totals) => this.#totals.steady(totals),
      (thread) => this.#sampler.figuresOf(thread),
    );
    this.#reportSize(this.#lastSize, snapshot.pool.total);
    return snapshot;
  }

  #reportPart(part: PoolPart, error?: PartError): void {
    this.#faults.report(`the pool's ${part}()`, error?.message);
  }

  #reportSize(size: number | undefined, total: number): void {
    this.#faults.report(
      "the pool's size",
      size === undefined ? "nobody tells it, so it is shown as 0" : undefined,
    );
    const over = size !== undefined && total > size;
    this.#faults.report(
      "the pool's capacity",
      over ? `${total} workers in a pool of ${size}` : undefined,
    );
  }

  async #sampleMemory(): Promise<void> {
    // Readers that arrive together wait for the same calls.
    this.#sampling ??= this.#sampler
      .refresh(this.#shared.get().threads(), MEMORY_WAIT_MS)
      .finally(() => {
        this.#sampling = undefined;
      });
    await this.#sampling;
  }
}

function readRows(snapshot: Snapshot): WorkerRow[] {
  try {
    return snapshot.rows();
  } catch {
    throw new PoolUnavailable("the pool's workers can't be read");
  }
}
