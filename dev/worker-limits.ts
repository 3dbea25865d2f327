import type { AppSpec } from "./pool/types.ts";

/** The part of an app's spec that its manifest sets. */
type WorkerLimits = Pick<AppSpec, "ttlMs" | "timeoutMs" | "idleTimeoutMs" | "maxRequests">;

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
  throw new Error(`${name}: expected at least the timeout of ${timeoutMs} ms, got ${ms} ms`);
}

function readMaxRequests(value: unknown = 1_000): number {
  if (Number.isInteger(value) && Number(value) > 0) return Number(value);
  throw new Error(`maxRequests: expected a whole number from 1, got ${JSON.stringify(value)}`);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as manifests write it: `"500ms"`, `"30s"`, or a bare number of seconds. */
function parseDuration(name: string, value: unknown): number {
  const text = typeof value === "number" ? `${value}s` : String(value);
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  if (digits) return Number(digits) * (UNITS[unit] ?? Number.NaN);
  const given = JSON.stringify(value);
  throw new Error(`${name}: expected a duration such as "500ms", "30s" or "5m", got ${given}`);
}
