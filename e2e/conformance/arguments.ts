import { oneOf, UsageError, type Values, wholeNumber } from "../../scripts/command-line.ts";
import type { TargetOptions } from "./target.ts";

/** What `--help` prints. */
export const USAGE = `Usage: bun run conformance --url http://host:8000/metrics [options]

  --url           address of the plugin's base
  --entrypoint    html (documented, default) or worker: the manifest's entrypoint
  --prometheus    on (default) or off: the manifest's option
  --sse-interval  the manifest's sseInterval in ms; without it the feed's pace is not checked
  --timeout       timeout of a response in ms (default 10000)
  --key           one of the host's keys, for a manifest with auth: host and no publicRoutes
  --header        "Name: value", sent with every request; can be given more than once
  --json          print the result as JSON

exit status: 0 all passed, 1 some failed, 2 invalid arguments`;

/** The options of `bun run conformance`. */
export const OPTIONS = {
  url: { type: "string" },
  entrypoint: { type: "string", default: "html" },
  prometheus: { type: "string", default: "on" },
  "sse-interval": { type: "string" },
  timeout: { type: "string", default: "10000" },
  key: { type: "string" },
  header: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
} as const;

/**
 * Turns the parsed options into a target.
 *
 * @throws UsageError naming the option, what it takes and what was given.
 */
export function targetOptions(values: Values<typeof OPTIONS>): TargetOptions {
  const { url, "sse-interval": interval } = values;
  if (url === undefined || !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new UsageError(`--url must be an address such as http://host:8000/metrics, got ${url}`);
  }
  return {
    url,
    entrypoint: oneOf("--entrypoint", values.entrypoint, ["html", "worker"]),
    prometheus: oneOf("--prometheus", values.prometheus, ["on", "off"]) === "on",
    ...(interval && { sseInterval: wholeNumber("--sse-interval", interval, 1) }),
    timeout: wholeNumber("--timeout", values.timeout, 1),
    key: values.key,
    headers: Object.fromEntries((values.header ?? []).map(header)),
  };
}

function header(line: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+): *(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--header must be "Name: value", got ${line}`);
  }
  return [name.toLowerCase(), value];
}
