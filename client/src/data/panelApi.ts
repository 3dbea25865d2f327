import type { HistoryResponse } from "../../../server/types.ts";
import { endpoints, requestJson } from "./api.ts";
import { isRecord } from "./bodies.ts";

// What only Overview's panels request: it loads with them.

/** The history, with the process that it comes from. */
export type History = HistoryResponse & { instance?: string | undefined };

/** Whether a body is a history. */
function isHistory(body: unknown): body is HistoryResponse {
  return isRecord(body) && Array.isArray(body.columns) && Array.isArray(body.rows);
}

/**
 * Requests the readings after `since`, in ms of the server's clock, or all of them if it is `null`.
 * Rejects as {@link requestJson} does.
 */
export async function getHistory(
  mount: string,
  since: number | null,
  signal: AbortSignal,
): Promise<History> {
  const address = new URL(endpoints(mount).history);
  if (since !== null) address.searchParams.set("since", new Date(since).toISOString());
  const { body, instance } = await requestJson(address.href, isHistory, signal);
  return { ...body, instance };
}

/** Whether the Prometheus endpoint responds: `off` if the manifest has `prometheus: false`. */
export type PrometheusStatus = "on" | "off" | "unknown";

/** Checks the Prometheus endpoint. Rejects as `fetch` does. */
export async function getPrometheusStatus(mount: string): Promise<PrometheusStatus> {
  const address = endpoints(mount).prometheus;
  const response = await fetch(address, { method: "HEAD", cache: "no-store" });
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 404 || type.includes("html")) return "off";
  return response.ok || response.status === 503 ? "on" : "unknown";
}
