import { parseArgs } from "node:util";
import { checkBase } from "./manifest.ts";
import { type HostOptions, settle } from "./options.ts";

/** Arguments or environment that make no sense; the message says which, and what is wanted. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What `--help` prints. */
export const HELP = `Embedded development host for the metrics plugin.

Usage: bun dev/main.ts [options]

  --port <n>                  port to listen on, 0 for a free one; PORT does the same (8000)
  --hostname <address>        address to listen on, 0.0.0.0 for all (127.0.0.1)
  --pool-size <n>             workers that the pool means to hold (10)
  --crowd <n>                 show the plugin a made-up pool of n workers instead
  --base <path>               where the plugin is mounted (as in the manifest)
  --prometheus <on|off>       whether the Prometheus endpoint answers (as in the manifest)
  --sse-interval <ms>         pace of the live feed (as in the manifest)
  --load <off|light|heavy>    made-up load on the sample apps (light)
  --entrypoint <html|worker>  who serves the pages: the host's own static worker, or
                              the plugin's dist/index.js (as in the manifest: html)
  --plugin <folder>           the plugin's folder (this repository)
  --verbose                   log each worker's life too
  --help                      this text
`;

const OPTIONS = {
  port: { type: "string" },
  hostname: { type: "string" },
  "pool-size": { type: "string" },
  crowd: { type: "string" },
  base: { type: "string" },
  prometheus: { type: "string" },
  "sse-interval": { type: "string" },
  load: { type: "string" },
  entrypoint: { type: "string" },
  plugin: { type: "string" },
  verbose: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const SWITCH = { on: true, off: false } as const;
const LOADS = { off: "off", light: "light", heavy: "heavy" } as const;
const ENTRYPOINTS = { html: "html", worker: "worker" } as const;

/**
 * Reads command-line arguments; `"help"` when that is asked for.
 * Throws `UsageError` naming the option, what is wanted and what was given.
 */
export function parseCli(
  args: string[],
  env: Record<string, string | undefined>,
): HostOptions | "help" {
  const values = parse(args);
  if (values.help) return "help";
  const options: HostOptions = {
    port: whole("--port", values.port) ?? whole("PORT", env.PORT),
    hostname: values.hostname,
    poolSize: whole("--pool-size", values["pool-size"]),
    crowd: whole("--crowd", values.crowd),
    base: values.base,
    prometheus: oneOf("--prometheus", values.prometheus, SWITCH),
    sseInterval: whole("--sse-interval", values["sse-interval"]),
    load: oneOf("--load", values.load, LOADS) ?? "light",
    entrypoint: oneOf("--entrypoint", values.entrypoint, ENTRYPOINTS),
    pluginDir: values.plugin,
    verbose: values.verbose,
  };
  asUsage(() => settle(options));
  if (options.base !== undefined) asUsage(() => checkBase(options.base));
  return options;
}

function parse(args: string[]) {
  return asUsage(() => parseArgs({ args, options: OPTIONS, allowPositionals: false }).values);
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined || /^\d+$/.test(text)) return text === undefined ? text : Number(text);
  throw new UsageError(`${name}: wanted a whole number, got ${JSON.stringify(text)}`);
}

function oneOf<T>(
  name: string,
  text: string | undefined,
  choices: Readonly<Record<string, T>>,
): T | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(choices, text)) return choices[text];
  const wanted = Object.keys(choices).join(" or ");
  throw new UsageError(`${name}: wanted ${wanted}, got ${JSON.stringify(text)}`);
}

function asUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
