import type { DevHost } from "../../dev/host.ts";
import type { ProxyName } from "../../scripts/tools/proxies.ts";
import type { RunningProxy } from "./start.ts";

/** What tests of a proxy have while they run. */
export interface TestPlace {
  readonly name: ProxyName;
  readonly host: DevHost;
  readonly proxy: RunningProxy;
  /** The pool that the plugin gets. */
  readonly pool: object;
}

export const API = "/metrics/api/metrics";
