import type { Hono } from "hono";
import { createApi, disabledScrape, PROMETHEUS_PATH } from "./server/api.ts";
import { parseConfig } from "./server/config.ts";
import type { Logger } from "./server/faults.ts";
import { MetricsService } from "./server/services.ts";
import { takeOver } from "./server/succession.ts";
import type { ManifestOptions } from "./server/types.ts";

export type {
  ActivityResponse,
  ManifestOptions,
  MetricsConfig,
  MetricsResponse,
  PoolMetrics,
  StatsResponse,
  WorkerMetrics,
  WorkerRow,
} from "./server/types.ts";

/** The part of the context passed to `onInit` that the plugin uses. */
export interface PluginContext {
  config?: ManifestOptions;
  pool?: unknown;
  /** The host's keys, Buntime 0.5 and later: used with `auth: host`. */
  auth?: unknown;
  globalConfig?: { poolSize?: number };
  logger?: Logger;
  runtime?: { version?: string };
}

/** The plugin object that the host expects. */
export interface MetricsPlugin {
  routes: Hono;
  server?: { routes: Record<string, (request: Request) => Promise<Response>> };
  onInit(context: PluginContext): void;
}

/** By base. A reload of unchanged content calls this module again, and its counters must continue. */
const services = new Map<string, MetricsService>();

function serviceAt(base: string): MetricsService {
  const service = services.get(base) ?? new MetricsService();
  services.set(base, service);
  return service;
}

/**
 * The metrics plugin.
 *
 * @param options - The manifest's options; other keys of the manifest are ignored.
 * @throws TypeError naming the invalid option, the expected value and the actual one. `onInit` also throws one if `auth`
 * is `host` and the host has no keys.
 */
export default function metricsPlugin(options: ManifestOptions = {}): MetricsPlugin {
  const { base, prometheus } = parseConfig(options);
  const service = serviceAt(base);
  return {
    routes: createApi(service),
    // Only a native route's 404 reaches the client; the host replaces the table at a reload.
    ...(prometheus ? {} : { server: { routes: nativeRoutes(base, service) } }),
    onInit({ config = options, pool, auth: hostAuth, globalConfig, logger, runtime }) {
      const { prometheus, sseInterval, auth, publicRoutes } = parseConfig(config);
      service.setAccess(auth === "host" ? { auth: hostAuth, publicRoutes } : undefined);
      const previous = takeOver(base, service);
      if (previous && !service.resume(previous.state)) {
        logger?.warn("metrics: can't continue the previous version's counters and history");
      }
      const facts = { poolSize: globalConfig?.poolSize, logger, version: runtime?.version };
      service.setPool(pool, facts);
      service.setConfig({ prometheus, sseInterval });
      logger?.info(
        `metrics: at ${base}, every ${sseInterval} ms, Prometheus ${prometheus ? "on" : "off"}${
          auth === "host" ? ", auth: host" : ""
        }`,
      );
    },
  };
}

function nativeRoutes(base: string, service: MetricsService) {
  const path = `${base === "/" ? "" : base}${PROMETHEUS_PATH}`;
  const respond = (request: Request) => disabledScrape(service, request);
  return { [path]: respond, [`${path}/`]: respond };
}
