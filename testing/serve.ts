import { createApi } from "../server/api.ts";
import { type HostFacts, MetricsService } from "../server/services.ts";

/** A service that reads `pool`, its API, and the lines that it logs. */
export function serve(pool: unknown, facts: Omit<HostFacts, "logger"> = {}) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const logger = { info: log, warn: log };
  const service = new MetricsService();
  service.setPool(pool, { ...facts, logger });
  const api = createApi(service);
  /** The response of an endpoint, by its path below `/api/metrics/`. */
  const get = async (path: string, init?: RequestInit) =>
    await api.request(`/api/metrics/${path}`, init);
  const json = async (path: string) => await (await get(path)).json();
  const text = async (path: string) => await (await get(path)).text();
  return { service, api, lines, logger, get, json, text };
}
