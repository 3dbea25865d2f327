import type { AppCounts } from "../counters/app-counts.ts";
import { type Snapshot, WORKER_STATES } from "../pool/snapshot.ts";
import type { PoolTotals } from "../pool/totals.ts";
import type { AppGroup } from "./app-group.ts";
import { LabelSet } from "./labels.ts";
import type { ProcessFigures } from "./process.ts";

/** The values behind the families; a part of the pool that can't be read is `undefined`. */
export interface Sources {
  snapshot: Pick<Snapshot, "pool" | "uptime" | "failed">;
  totals: PoolTotals | undefined;
  unaccounted: number | undefined;
  apps: readonly AppGroup[] | undefined;
  /** What all of those have counted together. */
  allApps: AppCounts | undefined;
  process: ProcessFigures;
  /** The labels of `buntime_build_info`, see {@link buildLabels}. */
  build: LabelSet;
  /** Clients of the live feed: served ones, dropped ones that are still connected, and the most of both. */
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
  labels?: readonly string[];
  /** Reads the value or the samples; `undefined` omits the family. */
  read: (sources: Sources) => number | undefined | Samples;
}

const NO_LABELS = new LabelSet({});

/** The seven documented families, in the documented order and wording. */
export const DOCUMENTED_FAMILIES: readonly Family[] = [
  {
    name: "buntime_pool_size",
    type: "gauge",
    help: "Maximum pool size",
    read: ({ snapshot }) => snapshot.pool.size,
  },
  {
    name: "buntime_pool_active",
    type: "gauge",
    help: "Active workers",
    read: ({ snapshot }) => snapshot.pool.active,
  },
  {
    name: "buntime_pool_idle",
    type: "gauge",
    help: "Idle workers",
    read: ({ snapshot }) => snapshot.pool.idle,
  },
  {
    name: "buntime_pool_creating",
    type: "gauge",
    help: "Workers being created",
    read: ({ snapshot }) => snapshot.pool.creating,
  },
  {
    name: "buntime_pool_total",
    type: "gauge",
    help: "Total workers",
    read: ({ snapshot }) => snapshot.pool.total,
  },
  {
    name: "buntime_pool_utilization",
    type: "gauge",
    help: "Pool utilization ratio",
    read: ({ snapshot }) => snapshot.pool.utilization,
  },
  {
    name: "buntime_uptime_seconds",
    type: "counter",
    help: "Server uptime in seconds",
    read: ({ snapshot }) => snapshot.uptime,
  },
];

/** Families beyond the documented ones, each only where the pool reports its values. */
export const FURTHER_FAMILIES: readonly Family[] = [
  {
    name: "buntime_pool_failed",
    type: "gauge",
    help: "Workers that failed to start or crashed and are still held by the pool",
    read: ({ snapshot }) => snapshot.failed,
  },
  {
    name: "buntime_pool_requests_total",
    type: "counter",
    help: "Requests for a worker from the pool",
    read: ({ totals }) => totals?.requests,
  },
  {
    name: "buntime_pool_hits_total",
    type: "counter",
    help: "Requests that found an existing worker",
    read: ({ totals }) => totals?.hits,
  },
  {
    name: "buntime_pool_misses_total",
    type: "counter",
    help: "Requests that needed a new worker",
    read: ({ totals }) => totals?.misses,
  },
  {
    name: "buntime_pool_evictions_total",
    type: "counter",
    help: "Workers evicted because the pool was full",
    read: ({ totals }) => totals?.evictions,
  },
  {
    name: "buntime_pool_workers_created_total",
    type: "counter",
    help: "Workers that the pool started to create",
    read: ({ totals }) => totals?.created,
  },
  {
    name: "buntime_pool_workers_failed_total",
    type: "counter",
    help: "Workers that the pool counts as failed",
    read: ({ totals }) => totals?.failed,
  },
  {
    name: "buntime_pool_workers_retired_total",
    type: "counter",
    help: "Workers that the pool retired or evicted",
    read: ({ totals }) => totals?.retired,
  },
  {
    name: "buntime_pool_workers_unaccounted",
    type: "gauge",
    help: "Workers created minus workers that the pool holds or counts as ended: lost threads and replaced failed starts",
    read: ({ unaccounted }) => unaccounted,
  },
  {
    name: "buntime_pool_ephemeral_concurrency",
    type: "gauge",
    help: "Maximum number of concurrent requests to apps with a ttl of 0",
    read: ({ totals }) => totals?.ephemeral?.concurrency,
  },
  {
    name: "buntime_pool_ephemeral_queue_depth",
    type: "gauge",
    help: "Queued requests to apps with a ttl of 0",
    read: ({ totals }) => totals?.ephemeral?.queueDepth,
  },
  {
    name: "buntime_pool_ephemeral_queue_limit",
    type: "gauge",
    help: "Maximum number of queued requests to apps with a ttl of 0; further ones are refused",
    read: ({ totals }) => totals?.ephemeral?.queueLimit,
  },
  {
    name: "buntime_apps_requests_total",
    type: "counter",
    help: "Requests dispatched to the workers of all apps",
    read: ({ allApps }) => allApps?.requests,
  },
  {
    name: "buntime_apps_errors_total",
    type: "counter",
    help: "Requests that failed in the workers of all apps, as buntime_app_errors_total",
    read: ({ allApps }) => allApps?.errors,
  },
  {
    name: "buntime_apps_worker_failures_total",
    type: "counter",
    help: "Workers of all apps that failed, as buntime_app_worker_failures_total",
    read: ({ allApps }) => allApps?.failures,
  },
  {
    name: "buntime_apps_response_time_seconds",
    type: "summary",
    help: "Response time of the successful requests of all apps",
    labels: [],
    read: ({ allApps }) =>
      allApps?.responseSeconds !== undefined
        ? ofEach([allApps], (counts, put) => putResponses(NO_LABELS, counts, put))
        : undefined,
  },
  {
    name: "buntime_apps_cpu_seconds_total",
    type: "counter",
    help: "CPU time used by the workers of all apps, as buntime_app_cpu_seconds_total",
    read: ({ allApps }) => allApps?.cpuSeconds,
  },
  {
    name: "buntime_app_workers",
    type: "gauge",
    help: "Workers in the pool by app and state",
    labels: ["app", "state"],
    read: ({ apps }) =>
      apps &&
      ofEach(apps, ({ labels, workers, isPresent }, put) => {
        if (isPresent) for (const state of WORKER_STATES) put(labels.states[state], workers[state]);
      }),
  },
  {
    name: "buntime_app_requests_total",
    type: "counter",
    help: "Requests dispatched to the app's workers",
    labels: ["app"],
    read: ({ apps }) =>
      apps && ofEach(apps, ({ labels, counts }, put) => put(labels.app, counts.requests)),
  },
  {
    name: "buntime_app_errors_total",
    type: "counter",
    help: "Requests that failed in the app's workers; the pool does not count them for apps with a ttl of 0",
    labels: ["app"],
    read: ({ apps }) =>
      apps &&
      ofEach(apps, ({ labels, counts }, put) => {
        if (counts.errors !== undefined) put(labels.app, counts.errors);
      }),
  },
  {
    name: "buntime_app_worker_failures_total",
    type: "counter",
    help: "Workers of the app that failed to start or crashed, each counted once; a worker that is replaced between two readings is missed",
    labels: ["app"],
    read: ({ apps }) =>
      apps &&
      ofEach(apps, ({ labels, counts }, put) => {
        if (counts.failures !== undefined) put(labels.app, counts.failures);
      }),
  },
  {
    name: "buntime_app_response_time_seconds",
    type: "summary",
    help: "Response time of the app's successful requests",
    labels: ["app"],
    read: ({ apps }) =>
      apps && ofEach(apps, ({ labels, counts }, put) => putResponses(labels.app, counts, put)),
  },
  {
    name: "buntime_app_cpu_seconds_total",
    type: "counter",
    help: "CPU time used by the app's workers, including those that have ended; time after a worker's last sample is missed",
    labels: ["app"],
    read: ({ apps }) =>
      apps &&
      ofEach(apps, ({ labels, counts }, put) => {
        if (counts.cpuSeconds !== undefined) put(labels.app, counts.cpuSeconds);
      }),
  },
  {
    name: "buntime_app_memory_resident_bytes",
    type: "gauge",
    help: "Resident memory of the heaps of the app's live workers in bytes",
    labels: ["app"],
    read: ({ apps }) => apps && ofFigure(apps, "resident"),
  },
  {
    name: "buntime_app_memory_heap_used_bytes",
    type: "gauge",
    help: "Memory in use in the heaps of the app's live workers in bytes",
    labels: ["app"],
    read: ({ apps }) => apps && ofFigure(apps, "heapUsed"),
  },
  {
    name: "buntime_app_workers_blocked",
    type: "gauge",
    help: "Live workers of the app whose event loop has not responded for over a second",
    labels: ["app"],
    read: ({ apps }) => apps && ofFigure(apps, "blocked"),
  },
  {
    name: "process_start_time_seconds",
    type: "gauge",
    help: "Start time of the process since unix epoch in seconds",
    read: ({ process }) => process.startTime,
  },
  {
    name: "process_cpu_seconds_total",
    type: "counter",
    help: "Total user and system CPU time spent in seconds",
    read: ({ process }) => process.cpu,
  },
  {
    name: "process_resident_memory_bytes",
    type: "gauge",
    help: "Resident memory size in bytes",
    read: ({ process }) => process.residentMemory,
  },
  {
    name: "process_open_fds",
    type: "gauge",
    help: "Number of open file descriptors",
    read: ({ process }) => process.openDescriptors,
  },
  {
    name: "process_max_fds",
    type: "gauge",
    help: "Maximum number of open file descriptors",
    read: ({ process }) => process.maxDescriptors,
  },
  {
    name: "buntime_build_info",
    type: "gauge",
    help: "Versions of the host and the plugin; always 1",
    labels: ["version", "plugin_version"],
    read: ({ build }) => ofEach([build], (labels, put) => put(labels, 1)),
  },
  {
    name: "buntime_metrics_feed_clients",
    type: "gauge",
    help: "Connected clients of the live feed",
    read: ({ feed }) => feed.clients,
  },
  {
    name: "buntime_metrics_feed_dropped_clients",
    type: "gauge",
    help: "Clients of the live feed that stopped reading; nothing is sent to them, but they count towards the limit until they read or disconnect",
    read: ({ feed }) => feed.dropped,
  },
  {
    name: "buntime_metrics_feed_max_clients",
    type: "gauge",
    help: "Maximum number of clients of the live feed, including dropped ones",
    read: ({ feed }) => feed.maxClients,
  },
  {
    name: "buntime_metrics_scrape_errors_total",
    type: "counter",
    help: "Scrapes in which a part of the pool could not be read, by cause",
    labels: ["cause"],
    read: ({ scrapeErrors }) =>
      ofEach(scrapeErrors, ({ labels, errors }, put) => put(labels, errors)),
  },
];

/** Every family of the text, in its order. */
export const CATALOGUE: readonly Family[] = [...DOCUMENTED_FAMILIES, ...FURTHER_FAMILIES];

/** The labels of `buntime_build_info`; keep them, so that their text is not built for every scrape. */
export function buildLabels(host: string, plugin: string): LabelSet {
  return new LabelSet({ version: host, plugin_version: plugin });
}

/** The two samples of a summary of response times, where they are known. */
function putResponses(labels: LabelSet, counts: AppCounts, put: PutSample): void {
  const { responseSeconds, successes } = counts;
  if (responseSeconds === undefined) return;
  put(labels, responseSeconds, "_sum");
  put(labels, successes, "_count");
}

/** A figure of each app in the pool, where it is known. */
function ofFigure(apps: readonly AppGroup[], figure: keyof AppGroup["figures"]): Samples {
  return ofEach(apps, ({ labels, figures, isPresent }, put) => {
    const value = figures[figure];
    if (isPresent && value !== undefined) put(labels.app, value);
  });
}

function ofEach<T>(all: Iterable<T>, putOne: (one: T, put: PutSample) => void): Samples {
  return (put) => {
    for (const one of all) putOne(one, put);
  };
}
