import { parseArgs } from "node:util";
import type { TargetOptions } from "./target.ts";

/** How `bun run conformance` is called. */
export const usage = `usage: bun run conformance --url http://host:8000/metrics [options]

  --url           address of the plugin's base
  --entrypoint    html (documented, default) or worker: which entrypoint the manifest names
  --prometheus    on (default) or off: the manifest's option
  --sse-interval  the manifest's sseInterval in ms; without it the feed's pace must only be regular
  --timeout       ms until an answer counts as missing (default 10000)
  --header        "Name: value", sent with every request; can be given more than once
  --json          print the result as JSON

exit status: 0 all holds, 1 something does not, 2 bad arguments`;

/** Thrown on arguments that make no sense. */
export class BadArguments extends Error {
  override readonly name = "BadArguments";
}

/** What the command line asks for. */
export interface Arguments {
  target: TargetOptions;
  json: boolean;
  help: boolean;
}

/**
 * Reads the command line.
 *
 * @throws BadArguments naming the option, what it takes and what came.
 */
export function readArguments(args: string[]): Arguments {
  const { json = false, help = false, url, ...rest } = parse(args);
  if (help) return { target: { url: "" }, json, help };
  if (url === undefined) throw new BadArguments("--url is missing");
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new BadArguments(`--url wants an address such as http://host:8000/metrics, got ${url}`);
  }
  const target: TargetOptions = { url, prometheus: choice("prometheus", rest, onOff) === "on" };
  target.entrypoint = choice("entrypoint", rest, ["html", "worker"]);
  target.headers = Object.fromEntries((rest.header ?? []).map(header));
  const interval = rest["sse-interval"];
  if (interval !== undefined) target.sseInterval = milliseconds("sse-interval", interval);
  if (rest.timeout !== undefined) target.timeout = milliseconds("timeout", rest.timeout);
  return { target, json, help };
}

const onOff = ["on", "off"] as const;
const options = {
  url: { type: "string" },
  entrypoint: { type: "string" },
  prometheus: { type: "string" },
  "sse-interval": { type: "string" },
  timeout: { type: "string" },
  header: { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error));
  }
}

function choice<const T extends string>(
  name: string,
  given: Record<string, unknown>,
  choices: readonly [T, ...T[]],
): T {
  const value = given[name] ?? choices[0];
  const chosen = choices.find((one) => one === value);
  if (chosen === undefined) {
    throw new BadArguments(`--${name} wants ${choices.join(" or ")}, got ${value}`);
  }
  return chosen;
}

function milliseconds(name: string, value: string): number {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new BadArguments(`--${name} wants whole milliseconds, got ${value}`);
  }
  return Number(value);
}

function header(line: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+): *(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new BadArguments(`--header wants "Name: value", got ${line}`);
  }
  return [name.toLowerCase(), value];
}
