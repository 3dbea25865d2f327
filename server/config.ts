import * as v from "valibot";
import type { PublicRoutes } from "./access/public-routes.ts";
import { matching, oneOf } from "./schemas.ts";
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

const wanted = {
  base: 'the path of one segment that the plugin is mounted at, such as "/metrics"',
  auth: '"none" or "host"',
  prometheus: "true or false",
  publicRoutes:
    "a list of paths that begin with /, or such lists by method, as { GET: [/api/metrics/prometheus] }",
  sseInterval: `a whole number of milliseconds from ${SSE_INTERVAL.min} to ${SSE_INTERVAL.max}`,
} as const;

const schema = v.object({
  auth: v.optional(oneOf(["none", "host"]), "none"),
  // The host's own rule: one segment, or the root (where it then mounts no routes).
  base: v.optional(matching(/^\/[a-zA-Z0-9_-]*$/), "/metrics"),
  prometheus: v.optional(oneOf([true, false]), true),
  sseInterval: v.optional(v.custom<number>(isInterval), SSE_INTERVAL.default),
});

const paths = v.array(matching(/^\//));

/** With `auth: host` they make paths public, so invalid ones must be rejected. */
function closedSchema(routes: unknown) {
  const byMethod = v.custom<Record<string, string[]>>(areListsByMethod);
  return v.object({ publicRoutes: v.optional(Array.isArray(routes) ? paths : byMethod) });
}

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
  return { ...options, ...checked(closedSchema(Reflect.get(raw, "publicRoutes")), raw) };
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

function areListsByMethod(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((list) => v.safeParse(paths, list).success)
  );
}

function sentence(issue: v.BaseIssue<unknown>): string {
  const option = issue.path?.[0]?.key as keyof typeof wanted;
  return `plugin-metrics: option "${option}" must be ${wanted[option]}, got ${show(issue.input)}`;
}

function show(value: unknown): string {
  if (typeof value === "string") return `the string ${JSON.stringify(shortened(value))}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

/** Text, shortened to fit into a message. */
function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
