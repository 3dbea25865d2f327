import { ask } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat } from "../check.ts";
import type { Target } from "../target.ts";

const theme = "Compression";
const paths = ["/api/metrics/stats", "/api/metrics/prometheus"];

const skip = (path: string) => (target: Target) =>
  path.endsWith("prometheus") && !target.prometheus ? "prometheus is off" : undefined;

/** Checks on what the weights of `accept-encoding` select. */
export const encodingChecks: readonly Check[] = paths.flatMap((path) =>
  checksOf(
    theme,
    skip(path),
  )({
    [`${path} is not compressed for identity;q=1, gzip;q=0.5`]: async (target) => {
      expectEqual(
        "content-encoding",
        await encodingOf(target, path, "identity;q=1, gzip;q=0.5"),
        null,
      );
    },
    [`${path} is not compressed for gzip;q=0`]: async (target) => {
      expectEqual("content-encoding", await encodingOf(target, path, "gzip;q=0, *"), null);
    },
    [`${path} varies by accept-encoding, and says so`]: async (target) => {
      const { headers } = await ask(target, path, { headers: { "accept-encoding": "gzip" } });
      const vary = headers.get("vary") ?? "none";
      expectThat(/(^|[\s,])accept-encoding($|[\s,])/i.test(vary), "vary: accept-encoding", vary);
    },
  }),
);

async function encodingOf(target: Target, path: string, accepted: string): Promise<string | null> {
  const { headers } = await ask(target, path, { headers: { "accept-encoding": accepted } });
  return headers.get("content-encoding");
}
