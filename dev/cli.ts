import { asUsageError, oneOf, type Values, wholeNumber } from "../scripts/command-line.ts";
import { checkBase } from "./manifest.ts";
import type { HostOptions } from "./options.ts";

/** What `--help` prints. */
export const HELP = `Usage: bun dev/main.ts [options]

  --port <n>                  port to listen on, 0 for a free one; also set by PORT (8000)
  --hostname <address>        address to listen on, 0.0.0.0 for all (127.0.0.1)
  --pool-size <n>             the pool's size (10)
  --crowd <n>                 give the plugin a simulated pool of n workers instead of the real one
  --base <path>               where the plugin is mounted (as in the manifest)
  --prometheus <on|off>       whether the Prometheus endpoint is on (as in the manifest)
  --sse-interval <ms>         interval of the live feed (as in the manifest)
  --auth <none|host>          whether the API requires one of the host's keys (as in the manifest)
  --root-key <key>            the host's root key; without it plugins have no keys, as on 0.2
  --load <off|light|heavy>    simulated load on the sample apps (light)
  --entrypoint <html|worker>  who serves the pages: the host's own static worker, or
                              the plugin's dist/index.js (as in the manifest: html)
  --plugin <folder>           the plugin's folder (this repository)
  --verbose                   also log each worker's lifecycle
  --help                      this text
`;

const text = { type: "string" } as const;

/** The options of `bun dev/main.ts`. */
export const OPTIONS = {
  ...{ port: text, hostname: text, "pool-size": text, crowd: text, base: text, prometheus: text },
  ...{ "sse-interval": text, load: text, entrypoint: text, plugin: text, auth: text },
  "root-key": text,
  verbose: { type: "boolean" },
} as const;

/**
 * Reads the arguments of `bun dev/main.ts`.
 *
 * @throws UsageError naming the option, what it takes and what was given.
 */
export function hostOptions(
  values: Values<typeof OPTIONS>,
  env: Record<string, string | undefined>,
): HostOptions {
  const { base, hostname, plugin, verbose, prometheus, entrypoint, load = "light" } = values;
  const { auth, "root-key": rootKey } = values;
  if (base !== undefined) asUsageError(() => checkBase(base));
  const whole = (name: keyof typeof values, from: number, to?: number) => {
    const given = values[name];
    return given === undefined ? undefined : wholeNumber(`--${name}`, String(given), from, to);
  };
  return {
    ...{ base, hostname, pluginDir: plugin, verbose },
    ...{ rootKey, auth: auth === undefined ? undefined : oneOf("--auth", auth, ["none", "host"]) },
    port: whole("port", 0, 65_535) ?? (env.PORT ? wholeNumber("PORT", env.PORT) : undefined),
    poolSize: whole("pool-size", 1, 10_000),
    crowd: whole("crowd", 0, 100_000),
    sseInterval: whole("sse-interval", 0),
    load: oneOf("--load", load, ["off", "light", "heavy"]),
    prometheus:
      prometheus === undefined
        ? undefined
        : oneOf("--prometheus", prometheus, ["on", "off"]) === "on",
    entrypoint:
      entrypoint === undefined ? undefined : oneOf("--entrypoint", entrypoint, ["html", "worker"]),
  };
}
