import * as v from "valibot";
import type { MetricsConfig } from "./types.ts";

/** Shortest and longest `sseInterval`, in milliseconds. */
export const SSE_INTERVAL = { min: 50, max: 3_600_000, default: 1000 } as const;

/** The checked options, defaults filled in. */
export interface ResolvedConfig extends Required<MetricsConfig> {
  /** Where the host mounts the plugin: `/` or one segment. Default `/metrics`. */
  base: string;
}

const wanted = {
  base: 'the path of one segment that the plugin is mounted at, such as "/metrics"',
  prometheus: "true or false",
  sseInterval: `a whole number of milliseconds from ${SSE_INTERVAL.min} to ${SSE_INTERVAL.max}`,
} as const;

const schema = v.object({
  // The host's own rule: one segment, or the root (where it then mounts no routes).
  base: v.optional(v.pipe(v.string(), v.regex(/^\/[a-zA-Z0-9_-]*$/)), "/metrics"),
  prometheus: v.optional(v.boolean(), true),
  sseInterval: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(SSE_INTERVAL.min), v.maxValue(SSE_INTERVAL.max)),
    SSE_INTERVAL.default,
  ),
});

/**
 * Checks the plugin's options as the host passes them: the manifest, whose other keys are ignored.
 *
 * @throws TypeError naming each option that is wrong, what is wanted and what came.
 */
export function parseConfig(raw: unknown = {}): ResolvedConfig {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw new TypeError(
      `plugin-metrics: the config must be an object of options, got ${show(raw)}`,
    );
  }
  const result = v.safeParse(schema, raw, { abortPipeEarly: true });
  if (result.success) return result.output;
  throw new TypeError(result.issues.map(sentence).join("; "));
}

function sentence(issue: v.InferIssue<typeof schema>): string {
  const option = v.getDotPath(issue) as keyof typeof wanted;
  return `plugin-metrics: option "${option}" must be ${wanted[option]}, got ${show(issue.input)}`;
}

function show(value: unknown): string {
  if (typeof value === "string") return `the string ${JSON.stringify(shortened(value))}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  return String(value);
}

/** As much of a text as a message can take. */
function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
