import { asUsageError, oneOf, type Values, wholeNumber } from "../scripts/command-line.ts";
import { checkBase } from "./manifest.ts";
import { type HostOptions, settle } from "./options.ts";

/** What `--help` prints. */
export const HELP = `Embedded development host for the metrics plugin.

Usage: bun dev/main.ts [options]

  --port <n>                  port to listen on, 0 for a free one; PORT does the same (8000)
  --hostname <address>        address to listen on, 0.0.0.0 for all (127.0.0.1)
  --pool-size <n>             workers that the pool means to hold (10)
  --crowd <n>                 give the plugin a simulated pool of n workers instead
  --base <path>               where the plugin is mounted (as in the manifest)
  --prometheus <on|off>       whether the Prometheus endpoint answers (as in the manifest)
  --sse-interval <ms>         pace of the live feed (as in the manifest)
  --load <off|light|heavy>    simulated load on the sample apps (light)
  --entrypoint <html|worker>  who serves the pages: the host's own static worker, or
                              the plugin's dist/index.js (as in the manifest: html)
  --plugin <folder>           the plugin's folder (this repository)
  --verbose                   log each worker's life too
  --help                      this text
`;

/** The options of `bun dev/main.ts`. */
export const OPTIONS = {
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
} as const;

const SWITCH = ["on", "off"] as const;
const LOADS = ["off", "light", "heavy"] as const;
const ENTRYPOINTS = ["html", "worker"] as const;

/**
 * Reads the arguments of `bun dev/main.ts`.
 *
 * @throws UsageError naming the option, what it takes and what was given.
 */
export function hostOptions(
  values: Values<typeof OPTIONS>,
  env: Record<string, string | undefined>,
): HostOptions {
  const options: HostOptions = {
    port: whole("--port", values.port) ?? whole("PORT", env.PORT),
    hostname: values.hostname,
    poolSize: whole("--pool-size", values["pool-size"]),
    crowd: whole("--crowd", values.crowd),
    base: values.base,
    prometheus: ifGiven(values.prometheus, (it) => oneOf("--prometheus", it, SWITCH) === "on"),
    sseInterval: whole("--sse-interval", values["sse-interval"]),
    load: oneOf("--load", values.load ?? "light", LOADS),
    entrypoint: ifGiven(values.entrypoint, (it) => oneOf("--entrypoint", it, ENTRYPOINTS)),
    pluginDir: values.plugin,
    verbose: values.verbose,
  };
  asUsageError(() => settle(options));
  if (options.base !== undefined) asUsageError(() => checkBase(options.base));
  return options;
}

function whole(name: string, text: string | undefined): number | undefined {
  return ifGiven(text, (it) => wholeNumber(name, it));
}

function ifGiven<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}
