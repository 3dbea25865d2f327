import * as v from "valibot";
import type { PublicRoutes } from "./access/public-routes.ts";
import { matching, oneOf, show } from "./schemas.ts";
import type { MetricsConfig } from "./types.ts";

/** Shortest and longest `sseInterval`, in milliseconds. */
export const SSE_INTERVAL = { min: 50, max: 3_600_000, default: 1000 } as const;

/** The checked options, defaults filled in. */
export interface ResolvedConfig extends Required<MetricsConfig> {
  /** Where the host mounts the plugin: `/` or one segment. Default `/metrics`. */
  base: string;
  /** Paths that need no key with `auth: host`; otherwise only the host uses them. */
  publicRoutes?: PublicRoutes | undefined;
}

const schema = v.object({
  auth: v.optional(oneOf(["none", "host"], '"none" or "host"'), "none"),
  // The host's rule: one segment, or the root, where it mounts no routes.
  base: v.optional(
    matching(
      /^\/[a-zA-Z0-9_-]*$/,
      'the path of one segment that the plugin is mounted at, such as "/metrics"',
    ),
    "/metrics",
  ),
  prometheus: v.optional(oneOf([true, false], "true or false"), true),
  sseInterval: v.optional(
    v.custom<number>(
      isInterval,
      `a whole number of milliseconds from ${SSE_INTERVAL.min} to ${SSE_INTERVAL.max}`,
    ),
    SSE_INTERVAL.default,
  ),
});

/** With `auth: host`, `publicRoutes` makes paths public, so invalid ones must be rejected. */
const closedSchema = v.object({
  publicRoutes: v.optional(
    v.custom<PublicRoutes>(
      arePublicRoutes,
      "a list of paths that begin with /, or such lists by method, as { GET: [/api/metrics/prometheus] }",
    ),
  ),
});

/**
 * Checks the plugin's options as the host passes them: the manifest, whose other keys are ignored.
 *
 * @throws TypeError naming each invalid option, the expected value and the actual one.
 */
export function parseConfig(raw: unknown = {}): ResolvedConfig {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw new TypeError(
      `plugin-metrics: the config must be an object of options, got ${show(raw)}`,
    );
  }
  const options = checked(schema, raw);
  if (options.auth !== "host") return options;
  return { ...options, ...checked(closedSchema, raw) };
}

function checked<const S extends v.GenericSchema>(shape: S, raw: object): v.InferOutput<S> {
  const result = v.safeParse(shape, raw);
  if (result.success) return result.output;
  throw new TypeError(result.issues.map(sentence).join("; "));
}

function isInterval(value: unknown): boolean {
  const { min, max } = SSE_INTERVAL;
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}

function arePublicRoutes(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPath);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every((list) => Array.isArray(list) && list.every(isPath));
}

function isPath(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("/");
}

function sentence({ path, message, input }: v.BaseIssue<unknown>): string {
  return `plugin-metrics: option "${path?.[0]?.key}" must be ${message}, got ${show(input)}`;
}
