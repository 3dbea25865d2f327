import { parseExposition } from "../../testing/exposition-parser.ts";
import type { Child } from "./child-process.ts";
import { expectFixedHeaders } from "./fixed-headers.ts";
import type { Ledger } from "./ledger.ts";
import { LIMITS } from "./limits.ts";
import { gaugeOf } from "./text-figures.ts";

/** What is left of the run's clients. */
interface Left {
  /** Feed clients that the plugin still counts. */
  clients: number;
  /** Timers that it has set and not taken back. */
  timers: number;
}

/**
 * Waits until nothing is left of the clients, or for as long as that may take. A count that can't be
 * read is a problem of the run.
 */
export async function settle(
  child: Pick<Child, "base" | "measure">,
  ledger: Ledger,
  limitMs: number = LIMITS.settleMs,
): Promise<Left> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const clients = await clientsOf(child).catch((error) => {
      ledger.problem(`at the end: ${error}`);
      return Number.POSITIVE_INFINITY;
    });
    const { pluginTimers } = await child.measure();
    const left = { clients, timers: pluginTimers };
    if (clients + pluginTimers === 0 || performance.now() > deadline) return left;
    await Bun.sleep(50);
  }
}

/** How many feed clients the plugin counts. Rejects when its text can't be read. */
async function clientsOf({ base }: Pick<Child, "base">): Promise<number> {
  const response = await fetch(`${base}/api/metrics/prometheus`);
  expectFixedHeaders("prometheus", response);
  return gaugeOf(parseExposition(await response.text()), "buntime_metrics_feed_clients");
}
