import type { PublicRoutes } from "./access/public-routes.ts";
import { hostObject, listOf } from "./counters/state.ts";
import {
  matching,
  type Option,
  oneOf,
  type Rejected,
  readOptions,
  type Values,
} from "./options.ts";
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

const options = {
  auth: oneOf(["none", "host"], '"none" or "host"'),
  // The host's own rule: one segment, or the root (where it then mounts no routes).
  base: matching(
    /^\/[a-zA-Z0-9_-]*$/,
    'the path of one segment that the plugin is mounted at, such as "/metrics"',
  ),
  prometheus: oneOf([true, false], "true or false"),
  sseInterval: {
    wanted: `a whole number of milliseconds from ${SSE_INTERVAL.min} to ${SSE_INTERVAL.max}`,
    read: (value: unknown) => (isInterval(value) ? value : undefined),
  },
};

/** With `auth: host` they make paths public, so invalid ones must be rejected. */
const closedOptions = {
  publicRoutes: {
    wanted:
      "a list of paths that begin with /, or such lists by method, as { GET: [/api/metrics/prometheus] }",
    read: (value: unknown) => (arePublicRoutes(value) ? value : undefined),
    wrongIn: (value: unknown) =>
      Array.isArray(value) ? value.find((path) => !isPath(path)) : value,
  },
};

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
  const {
    auth = "none",
    base = "/metrics",
    prometheus = true,
    sseInterval = SSE_INTERVAL.default,
  } = checked(options, raw);
  const routes = auth === "host" ? checked(closedOptions, raw) : {};
  return { auth, base, prometheus, sseInterval, ...routes };
}

function checked<O extends Record<string, Option<unknown>>>(options: O, raw: object): Values<O> {
  const { values, rejected } = readOptions(options, raw);
  if (rejected.length > 0) throw new TypeError(rejected.map(sentence).join("; "));
  return values;
}

function isInterval(value: unknown): value is number {
  const { min, max } = SSE_INTERVAL;
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}

function arePublicRoutes(value: unknown): value is PublicRoutes {
  if (Array.isArray(value)) return value.every(isPath);
  return hostObject(value) && Object.values(value).every(listOf(isPath));
}

function isPath(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("/");
}

function sentence({ name, wanted, value }: Rejected): string {
  return `plugin-metrics: option "${name}" must be ${wanted}, got ${show(value)}`;
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
