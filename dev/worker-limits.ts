import { parseDuration } from "./durations.ts";
import type { AppSpec } from "./pool/types.ts";

/** The part of an app's spec that its manifest sets. */
export type WorkerLimits = Pick<AppSpec, "ttlMs" | "timeoutMs" | "idleTimeoutMs" | "maxRequests">;

/**
 * Reads `ttl`, `timeout`, `idleTimeout` and `maxRequests` of a manifest, with the real host's
 * defaults: no `ttl`, 30 s, 60 s and 1,000. Throws where the host would refuse the app.
 */
export function readWorkerLimits(manifest: Record<string, unknown>): WorkerLimits {
  const ttlMs = parseDuration("ttl", manifest.ttl ?? 0);
  const timeoutMs = parseDuration("timeout", manifest.timeout ?? "30s");
  const idleTimeoutMs = parseDuration("idleTimeout", manifest.idleTimeout ?? "60s");
  if (ttlMs > 0) {
    atLeast("ttl", ttlMs, timeoutMs);
    atLeast("idleTimeout", idleTimeoutMs, timeoutMs);
  }
  return { ttlMs, timeoutMs, idleTimeoutMs, maxRequests: readMaxRequests(manifest.maxRequests) };
}

function atLeast(name: string, ms: number, timeoutMs: number): void {
  if (ms >= timeoutMs) return;
  throw new Error(`${name}: wanted at least the timeout of ${timeoutMs} ms, got ${ms} ms`);
}

function readMaxRequests(value: unknown = 1_000): number {
  if (Number.isInteger(value) && Number(value) > 0) return Number(value);
  throw new Error(`maxRequests: wanted a whole number from 1, got ${JSON.stringify(value)}`);
}
