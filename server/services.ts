import { version as pluginVersion } from "../package.json";
import { type AccessOptions, Gate } from "./access/gate.ts";
import { activityOf } from "./activity.ts";
import { SSE_INTERVAL } from "./config.ts";
import { Counters, countersState } from "./counters/counters.ts";
import { type Guarded, hostObject, optional, shape } from "./counters/state.ts";
import { buildLabels } from "./exposition/catalogue.ts";
import { ProcessReader } from "./exposition/process.ts";
import { ScrapeErrors, scrapeErrorsState } from "./exposition/scrape-errors.ts";
import { ExpositionText } from "./exposition/text.ts";
import { FaultLog, type Logger } from "./faults.ts";
import { encodeEvents } from "./feed/event.ts";
import { Feed } from "./feed/feed.ts";
import { feedReports } from "./feed/reports.ts";
import { DETAIL, History, historyState } from "./history.ts";
import {
  figuresOfActivity,
  figuresOfPool,
  figuresOfRows,
  figuresOfScrape,
} from "./history-figures.ts";
import { levelsOf, rowsOf } from "./levels.ts";
import { Outbound } from "./outbound.ts";
import { PoolReader } from "./pool/reader.ts";
import type { Snapshot } from "./pool/snapshot.ts";
import { record, text } from "./pool/values.ts";
import { poolReports } from "./pool-reports.ts";
import { PoolUnavailable } from "./pool-unavailable.ts";
import { SamplingRounds } from "./sampling-rounds.ts";
import type { Levels, Thresholds } from "./thresholds.ts";
import type { MetricsConfig, MetricsResponse, StatsResponse } from "./types.ts";

/** The options that the responses depend on. */
type ServedConfig = Required<Pick<MetricsConfig, "prometheus" | "sseInterval">>;

/** What the host provides besides the pool. */
export interface HostFacts {
  /** `ctx.globalConfig.poolSize`, unchecked. */
  poolSize?: unknown;
  logger?: Logger | undefined;
  /** The runtime's version, unchecked. Default `"unknown"`. */
  version?: unknown;
}

/**
 * The state that a service hands over to the next module at its base: plain data, and the host's own objects. Raise
 * `version` when a change of its shape or meaning makes it incompatible with older modules.
 */
const serviceState = shape({
  version: (value): value is 1 => value === 1,
  pool: optional(hostObject),
  counters: countersState,
  scrapeErrors: scrapeErrorsState,
  history: historyState,
});

/**
 * All state of the plugin at one base: the pool, the options, the live feed and the figures that must
 * outlive a reload. The module keeps one for each base, tests create their own.
 */
export class MetricsService {
  readonly #faults = new FaultLog();
  /** The live feed: the body of `metrics()` as its default event, the pool's totals as `activity`. */
  readonly feed: Feed = new Feed({
    frame: () => this.feedFrame(),
    interval: SSE_INTERVAL.default,
    ...feedReports(this.#faults),
  });
  /** Large responses in flight. */
  readonly outbound: Outbound = new Outbound();
  /** Who may read. Open until `setAccess` closes it. */
  readonly gate: Gate = new Gate((reason) => this.#faults.report("the host's key store", reason));
  /** Recent readings, kept for as long as the counters. */
  history = new History();
  #config: ServedConfig = { prometheus: true, sseInterval: SSE_INTERVAL.default };
  #pool: unknown;
  #reader: PoolReader | undefined;
  #build = buildLabels("unknown", pluginVersion);
  #counters = new Counters();
  #rounds = new SamplingRounds();
  readonly #process = new ProcessReader();
  #scrapeErrors = new ScrapeErrors();
  readonly #text = new ExpositionText();

  /**
   * Replaces the pool to read, immediately. The pool itself is never changed.
   *
   * @param source - `ctx.pool`; anything that isn't an object counts as no pool.
   */
  setPool(source: unknown, facts: HostFacts = {}): void {
    if (source !== this.#pool) this.#counters.changePool();
    this.#pool = source;
    const isPool = typeof source === "object" && source !== null;
    this.#reader = isPool
      ? new PoolReader(source, {
          poolSize: facts.poolSize,
          ...poolReports(this.#faults, this.#counters),
          monotonic: (totals) => this.#counters.pool.next(totals),
          figuresOf: (thread) => this.#rounds.sampler.figuresOf(thread),
        })
      : undefined;
    this.#build = buildLabels(text(facts.version) ?? "unknown", pluginVersion);
    this.#faults.setLogger(facts.logger);
    this.feed.renew();
  }

  /** Sets the options; omitted ones get their defaults. Open feeds change their pace immediately. */
  setConfig(options: Partial<ServedConfig>): void {
    const { prometheus = true, sseInterval = SSE_INTERVAL.default } = options;
    this.#config = { prometheus, sseInterval };
    this.feed.interval = sseInterval;
  }

  /**
   * Requires one of the host's keys for the API, or opens it when called without options. If that changes who may
   * read, open feeds end, and clients are checked when they reconnect.
   *
   * @throws TypeError if the host has no keys.
   */
  setAccess(options?: AccessOptions): void {
    if (!this.gate.configure(options)) return;
    this.feed.retire();
    this.feed.renew();
  }

  /** Ends the feed, whose clients then reconnect to the module that replaces this one. */
  retire(): void {
    this.feed.retire();
  }

  /** All counters and readings so far, for {@link resume}. */
  get state(): Guarded<typeof serviceState> {
    return {
      version: 1,
      pool: record(this.#pool),
      counters: this.#counters.state,
      scrapeErrors: this.#scrapeErrors.state,
      history: this.history.state,
    };
  }

  /**
   * Continues from the state of another module's service, replacing its own. Must be called before `setPool`.
   *
   * @returns Whether the state was valid; if not, nothing has changed.
   */
  resume(state: unknown): boolean {
    if (!serviceState(state)) return false;
    this.#pool = state.pool;
    this.#counters = new Counters(state.counters);
    this.#scrapeErrors = new ScrapeErrors(state.scrapeErrors);
    this.history = new History(state.history);
    // If this service was in use before, its old samples have CPU time that has been counted since.
    this.#rounds = new SamplingRounds();
    return true;
  }

  /** Whether the Prometheus endpoint is enabled. */
  get scrapeEnabled(): boolean {
    return this.#config.prometheus;
  }

  /** Logs an unexpected error of a request handler, once. */
  reportFailure(error: unknown): void {
    this.#faults.report("a response", error instanceof Error ? error.message : "it failed");
  }

  /**
   * The body of `GET /api/metrics/`.
   *
   * @throws PoolUnavailable
   */
  metrics(): MetricsResponse {
    const snapshot = this.#read();
    this.history.record(DETAIL.pool, () => figuresOfPool(snapshot));
    return bodyOf(snapshot);
  }

  /**
   * The body of `GET /api/metrics/`, and the values that thresholds are compared with. To find blocked workers it samples
   * them first, which takes up to `SAMPLING_WAIT_MS`.
   *
   * @throws PoolUnavailable; so does each level that can't be read.
   */
  async levels(thresholds: Thresholds): Promise<{ metrics: MetricsResponse; levels: Levels }> {
    if (thresholds["max-blocked"] !== undefined)
      await this.#rounds.wait(() => this.#read().threads());
    const metrics = this.metrics();
    return { metrics, levels: levelsOf(this.#read()) };
  }

  /**
   * The body of `GET /api/metrics/stats`. Waits up to `SAMPLING_WAIT_MS` for the workers' memory and
   * CPU time.
   *
   * @throws PoolUnavailable
   */
  async stats(): Promise<StatsResponse> {
    await this.#rounds.wait(() => this.#read().threads());
    const snapshot = this.#read();
    const workers = rowsOf(snapshot);
    this.history.record(DETAIL.rows, () => figuresOfRows(snapshot, workers));
    return { pool: snapshot.pool, workers };
  }

  /**
   * The body of `GET /api/metrics/prometheus`, in UTF-8: a view that the next call overwrites. Memory and
   * CPU time of workers are the latest samples; the next round of samples begins `BACKLOG_MS` later.
   *
   * @throws PoolUnavailable
   */
  prometheusText(): Uint8Array<ArrayBuffer> {
    const snapshot = this.#readForScrape();
    this.#rounds.runInBackground(snapshot.threads).catch((error) => this.reportFailure(error));
    const totals = this.#scrapeErrors.attempt(snapshot.totals);
    const apps = this.#scrapeErrors.attempt(snapshot.apps);
    const labels = this.#counters.apps;
    const sources = {
      snapshot,
      totals,
      unaccounted: totals && apps && snapshot.unaccounted(),
      apps: apps && labels.group(snapshot.workers(), apps, snapshot.figuresOf),
      allApps: apps && labels.all,
      process: this.#process.read(),
      build: this.#build,
      feed: this.feed,
      scrapeErrors: this.#scrapeErrors,
    };
    this.history.record(DETAIL.scrape, () => figuresOfScrape(snapshot, sources));
    return this.#text.write(sources);
  }

  /** The events that the feed sends at a tick; `undefined` if the pool cannot be read. */
  feedFrame(): Uint8Array | undefined {
    try {
      const snapshot = this.#read();
      const activity = activityOf(snapshot, this.#counters.apps);
      if (activity) {
        this.history.record(DETAIL.totals, () => figuresOfActivity(snapshot, activity));
      }
      const event = { data: activity ? bodyOf(snapshot) : this.metrics() };
      return encodeEvents(activity ? [event, { name: "activity", data: activity }] : [event]);
    } catch {
      return undefined; // already logged
    }
  }

  #read(): Snapshot {
    if (!this.#reader) {
      const reason = "the host provided no worker pool";
      this.#faults.report("the worker pool", reason);
      throw new PoolUnavailable(reason);
    }
    try {
      return this.#reader.read();
    } catch {
      // The part that can't be read has already been reported.
      throw new PoolUnavailable("the worker pool can't be read");
    }
  }

  #readForScrape(): Snapshot {
    try {
      return this.#read();
    } catch (error) {
      this.#scrapeErrors.count("pool");
      throw error;
    }
  }
}

function bodyOf({ pool, uptime, timestamp }: Snapshot): MetricsResponse {
  return { pool, uptime, timestamp };
}
