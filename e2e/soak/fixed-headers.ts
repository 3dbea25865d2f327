import { expectEqual } from "../conformance/check.ts";
import type { Endpoint } from "./endpoints.ts";

/** Independent of the plugin: the run shares no code with it. */
const SAFE = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};
const JSON_ANSWER = { ...SAFE, "content-type": "application/json" };
const TEXT = { ...SAFE, "content-type": "text/plain; charset=utf-8" };
const STREAM = {
  ...SAFE,
  "cache-control": "no-cache, no-transform, no-store",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
};

/** The headers that every such response has, with their values. */
export function fixedHeaders(asked: Endpoint | "feed", status: number): Record<string, string> {
  const isRefusal = status !== 200;
  if (asked === "prometheus") return isRefusal ? TEXT : { ...TEXT, vary: "accept-encoding" };
  if (asked === "feed") return isRefusal ? { ...JSON_ANSWER, "retry-after": "10" } : STREAM;
  return JSON_ANSWER;
}

/** Throws when an answer lacks one of its headers, or has it with another value. */
export function expectFixedHeaders(
  asked: Endpoint | "feed",
  { status, headers }: { status: number; headers: Headers },
): void {
  for (const [name, value] of Object.entries(fixedHeaders(asked, status))) {
    expectEqual(name, headers.get(name), value);
  }
}
