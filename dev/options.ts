import type { LoadLevel } from "./load.ts";
import type { Logger } from "./log.ts";
import type { Overrides } from "./manifest.ts";

/** Settings of the embedded host. All are optional. */
export interface HostOptions extends Overrides {
  /** Default 8000; 0 takes a free port. */
  port?: number | undefined;
  /** Address to listen on. Default `127.0.0.1`: it is a development host. */
  hostname?: string | undefined;
  /** The pool's size. Default 10. */
  poolSize?: number | undefined;
  /**
   * The plugin gets a simulated pool of this many workers instead of the real one.
   * Apps and pages still run in the real one.
   */
  crowd?: number | undefined;
  /** Simulated load on the sample apps. Default `off`. */
  load?: LoadLevel | undefined;
  /** Multiplies the frequency of the load's planned failures. Default 1. */
  troubleFactor?: number | undefined;
  /** The root key of the plugins' `ctx.auth`. Default: none, and plugins get no `ctx.auth`, as on 0.2. */
  rootKey?: string | undefined;
  /** The plugin's folder. Default: this repository's root. */
  pluginDir?: string | undefined;
  /** Folder of sample apps. Default: `dev/apps`. */
  appsDir?: string | undefined;
  /** Logs instead of the console. */
  logger?: Logger | undefined;
  /** Print nothing. */
  quiet?: boolean | undefined;
  /** Also print debug lines, such as those on each worker's life. */
  verbose?: boolean | undefined;
}
