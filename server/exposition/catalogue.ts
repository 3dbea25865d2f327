import type { AppCounts } from "../counters/app-counts.ts";
import type { Snapshot } from "../pool/snapshot.ts";
import type { PoolTotals } from "../pool/totals.ts";
import type { AppGroup } from "./app-group.ts";
import { LabelSet } from "./labels.ts";
import type { ProcessFigures } from "./process.ts";

/** The sources of the families' values; `undefined` for a part of the pool that can't be read. */
export interface Sources {
  snapshot: Pick<Snapshot, "pool" | "uptime" | "failed">;
  totals: PoolTotals | undefined;
  unaccounted: number | undefined;
  apps: readonly AppGroup[] | undefined;
  /** The counts of all apps together. */
  allApps: AppCounts | undefined;
  process: ProcessFigures;
  /** The labels of `buntime_build_info`, see {@link buildLabels}. */
  build: LabelSet;
  /** Clients of the live feed: served ones, dropped ones that are still connected, and the maximum of both. */
  feed: { readonly clients: number; readonly dropped: number; readonly maxClients: number };
  /** Failed reads so far, by the part of the pool that failed. */
  scrapeErrors: Iterable<{ labels: LabelSet; errors: number }>;
}

/** Suffix of a sample's name after the family's name. */
export type Suffix = "" | "_sum" | "_count";

/** Receives one sample of a labelled family. Default suffix: none. */
export type PutSample = (labels: LabelSet, value: number, suffix?: Suffix) => void;

/** Emits the samples of a labelled family from values that have already been read. */
export type Samples = (put: PutSample) => void;

/** One row of the catalogue. */
export interface Family {
  name: string;
  type: "gauge" | "counter" | "summary";
  help: string;
  /** Label names, in order. */
  labels?: readonly string[] | undefined;
  /** Reads the value or the samples; `undefined` omits the family. */
  read: (sources: Sources) => number | undefined | Samples;
}

const NO_LABELS = new LabelSet({});
const APP = ["app"];
const [gauge, counter, summary] = [rowsOf("gauge"), rowsOf("counter"), rowsOf("summary")];

/** The seven documented families, in the documented order and wording. */
export const DOCUMENTED_FAMILIES: readonly Family[] = [
  gauge("buntime_pool_size", "Maximum pool size", ({ snapshot }) => snapshot.pool.size),
  gauge("buntime_pool_active", "Active workers", ({ snapshot }) => snapshot.pool.active),
  gauge("buntime_pool_idle", "Idle workers", ({ snapshot }) => snapshot.pool.idle),
  gauge("buntime_pool_creating", "Workers being created", ({ snapshot }) => snapshot.pool.creating),
  gauge("buntime_pool_total", "Total workers", ({ snapshot }) => snapshot.pool.total),
  gauge(
    "buntime_pool_utilization",
    "Pool utilization ratio",
    ({ snapshot }) => snapshot.pool.utilization,
  ),
  counter("buntime_uptime_seconds", "Server uptime in seconds", ({ snapshot }) => snapshot.uptime),
];

/** Families beyond the documented ones, each only where the pool reports its values. */
export const FURTHER_FAMILIES: readonly Family[] = [
  gauge(
    "buntime_pool_failed",
    "Workers that failed to start or crashed and are still held by the pool",
    ({ snapshot }) => snapshot.failed,
  ),
  counter(
    "buntime_pool_requests_total",
    "Requests for a worker from the pool",
    ({ totals }) => totals?.requests,
  ),
  counter(
    "buntime_pool_hits_total",
    "Requests that found an existing worker",
    ({ totals }) => totals?.hits,
  ),
  counter(
    "buntime_pool_misses_total",
    "Requests that needed a new worker",
    ({ totals }) => totals?.misses,
  ),
  counter(
    "buntime_pool_evictions_total",
    "Workers evicted because the pool was full",
    ({ totals }) => totals?.evictions,
  ),
  counter(
    "buntime_pool_workers_created_total",
    "Workers that the pool started to create",
    ({ totals }) => totals?.created,
  ),
  counter(
    "buntime_pool_workers_failed_total",
    "Workers that the pool counts as failed",
    ({ totals }) => totals?.failed,
  ),
  counter(
    "buntime_pool_workers_retired_total",
    "Workers that the pool retired or evicted",
    ({ totals }) => totals?.retired,
  ),
  gauge(
    "buntime_pool_workers_unaccounted",
    "Workers created minus workers that the pool holds or counts as ended: lost threads and replaced failed starts",
    ({ unaccounted }) => unaccounted,
  ),
  gauge(
    "buntime_pool_ephemeral_concurrency",
    "Maximum number of concurrent requests to apps with a ttl of 0",
    ({ totals }) => totals?.ephemeral?.concurrency,
  ),
  gauge(
    "buntime_pool_ephemeral_queue_depth",
    "Queued requests to apps with a ttl of 0",
    ({ totals }) => totals?.ephemeral?.queueDepth,
  ),
  gauge(
    "buntime_pool_ephemeral_queue_limit",
    "Maximum number of queued requests to apps with a ttl of 0",
    ({ totals }) => totals?.ephemeral?.queueLimit,
  ),
  counter(
    "buntime_apps_requests_total",
    "Requests dispatched to the workers of all apps",
    ({ allApps }) => allApps?.requests,
  ),
  counter(
    "buntime_apps_errors_total",
    "Requests that failed in the workers of all apps",
    ({ allApps }) => allApps?.errors,
  ),
  counter(
    "buntime_apps_worker_failures_total",
    "Workers of all apps that failed to start or crashed",
    ({ allApps }) => allApps?.failures,
  ),
  summary(
    "buntime_apps_response_time_seconds",
    "Response time of the successful requests of all apps",
    ({ allApps }) =>
      allApps?.responseSeconds !== undefined
        ? (put) => putResponses(NO_LABELS, allApps, put)
        : undefined,
    [],
  ),
  counter(
    "buntime_apps_cpu_seconds_total",
    "CPU time used by the workers of all apps",
    ({ allApps }) => allApps?.cpuSeconds,
  ),
  gauge(
    "buntime_app_workers",
    "Workers in the pool by app and state",
    ({ apps }) =>
      apps &&
      ((put) => {
        for (const { labels, workers, isPresent } of apps) {
          if (!isPresent) continue;
          const { states } = labels;
          // Written out: a loop over the states would take twice as long.
          put(states.creating, workers.creating);
          put(states.ready, workers.ready);
          put(states.active, workers.active);
          put(states.idle, workers.idle);
          put(states.terminated, workers.terminated);
        }
      }),
    ["app", "state"],
  ),
  counter(
    "buntime_app_requests_total",
    "Requests dispatched to the app's workers",
    countOfEach("requests"),
    APP,
  ),
  counter(
    "buntime_app_errors_total",
    "Requests that failed in the app's workers; not counted for apps with a ttl of 0",
    countOfEach("errors"),
    APP,
  ),
  counter(
    "buntime_app_worker_failures_total",
    "Workers of the app that failed to start or crashed; one that is replaced between two readings is missed",
    countOfEach("failures"),
    APP,
  ),
  summary(
    "buntime_app_response_time_seconds",
    "Response time of the app's successful requests",
    ({ apps }) =>
      apps &&
      ((put) => {
        for (const { labels, counts } of apps) putResponses(labels.app, counts, put);
      }),
    APP,
  ),
  counter(
    "buntime_app_cpu_seconds_total",
    "CPU time used by the app's workers, including ended ones, up to each worker's last sample",
    countOfEach("cpuSeconds"),
    APP,
  ),
  gauge(
    "buntime_app_memory_resident_bytes",
    "Resident memory of the heaps of the app's live workers in bytes",
    figureOfEach("resident"),
    APP,
  ),
  gauge(
    "buntime_app_memory_heap_used_bytes",
    "Memory in use in the heaps of the app's live workers in bytes",
    figureOfEach("heapUsed"),
    APP,
  ),
  gauge(
    "buntime_app_workers_blocked",
    "Live workers of the app whose event loop has not responded for over a second",
    figureOfEach("blocked"),
    APP,
  ),
  gauge(
    "process_start_time_seconds",
    "Start time of the process since unix epoch in seconds",
    ({ process }) => process.startTime,
  ),
  counter(
    "process_cpu_seconds_total",
    "Total user and system CPU time spent in seconds",
    ({ process }) => process.cpu,
  ),
  gauge(
    "process_resident_memory_bytes",
    "Resident memory size in bytes",
    ({ process }) => process.residentMemory,
  ),
  gauge(
    "process_open_fds",
    "Number of open file descriptors",
    ({ process }) => process.openDescriptors,
  ),
  gauge(
    "process_max_fds",
    "Maximum number of open file descriptors",
    ({ process }) => process.maxDescriptors,
  ),
  gauge(
    "buntime_build_info",
    "Versions of the host and the plugin; always 1",
    ({ build }) =>
      (put) =>
        put(build, 1),
    ["version", "plugin_version"],
  ),
  gauge(
    "buntime_metrics_feed_clients",
    "Connected clients of the live feed",
    ({ feed }) => feed.clients,
  ),
  gauge(
    "buntime_metrics_feed_dropped_clients",
    "Clients of the live feed that stopped reading; they count towards the limit until they read or disconnect",
    ({ feed }) => feed.dropped,
  ),
  gauge(
    "buntime_metrics_feed_max_clients",
    "Maximum number of clients of the live feed, including dropped ones",
    ({ feed }) => feed.maxClients,
  ),
  counter(
    "buntime_metrics_scrape_errors_total",
    "Scrapes in which a part of the pool could not be read, by cause",
    ({ scrapeErrors }) =>
      (put) => {
        for (const { labels, errors } of scrapeErrors) put(labels, errors);
      },
    ["cause"],
  ),
];

/** Every family of the text, in its order. */
export const CATALOGUE: readonly Family[] = [...DOCUMENTED_FAMILIES, ...FURTHER_FAMILIES];

/** The labels of `buntime_build_info`; keep the result, so that their text is not built at every scrape. */
export function buildLabels(host: string, plugin: string): LabelSet {
  return new LabelSet({ version: host, plugin_version: plugin });
}

/** The two samples of a response time summary, if known. */
function putResponses(labels: LabelSet, counts: AppCounts, put: PutSample): void {
  const { responseSeconds, successes } = counts;
  if (responseSeconds === undefined) return;
  put(labels, responseSeconds, "_sum");
  put(labels, successes, "_count");
}

/** Creates rows of a type. */
function rowsOf(type: Family["type"]) {
  return (name: string, help: string, read: Family["read"], labels?: Family["labels"]): Family => ({
    name,
    type,
    help,
    labels,
    read,
  });
}

/** A count of each app, if known. */
function countOfEach(count: "requests" | "errors" | "failures" | "cpuSeconds"): Family["read"] {
  return ({ apps }) =>
    apps &&
    ((put) => {
      for (const { labels, counts } of apps) {
        const value = counts[count];
        if (value !== undefined) put(labels.app, value);
      }
    });
}

/** A figure of each app in the pool, if known. */
function figureOfEach(figure: keyof AppGroup["figures"]): Family["read"] {
  return ({ apps }) =>
    apps &&
    ((put) => {
      for (const { labels, figures, isPresent } of apps) {
        const value = figures[figure];
        if (isPresent && value !== undefined) put(labels.app, value);
      }
    });
}
