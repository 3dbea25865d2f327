import { ask, parsed } from "../ask.ts";
import { type Check, checksOf, expectEqual, expectThat, NotApplicable } from "../check.ts";
import { recordFeed } from "../feed-recording.ts";
import { activityShape, shaped } from "../shapes.ts";
import type { Target } from "../target.ts";

const HEADER = "x-metrics-instance";
const REQUESTS: [path: string, method: string][] = [
  ["/api/metrics/", "GET"],
  ["/api/metrics/stats", "GET"],
  ["/api/metrics/stats?limit=-1", "GET"],
  ["/api/metrics/prometheus", "GET"],
  ["/api/metrics/sse", "HEAD"],
  ["/api/metrics/", "POST"],
];
const SAFE = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/** Checks on the headers of every response of the API, the id of the process among them. */
export const instanceChecks: readonly Check[] = checksOf("Headers of the API")({
  "keep browsers from sniffing, framing and leaking, on refusals too": (target) =>
    expectEverywhere(target, (headers, where) => {
      expectThat(/no-store/.test(headers.get("cache-control") ?? ""), `no-store on ${where}`, null);
      for (const [name, value] of Object.entries(SAFE)) {
        expectEqual(`${name} on ${where}`, headers.get(name), value);
      }
    }),
  "name the process on every response, refusals included: x-metrics-instance": async (target) => {
    const { headers } = await ask(target, "/api/metrics/");
    if (!headers.has(HEADER)) throw new NotApplicable("it has none");
    await expectEverywhere(target, (headers, where) => {
      const instance = headers.get(HEADER);
      expectThat(/^\S+$/.test(instance ?? ""), `${HEADER} on ${where}`, instance);
    });
  },
  "name the same process as the feed's activity": expectInActivity,
});

async function expectEverywhere(
  target: Target,
  expectHeaders: (headers: Headers, where: string) => void,
): Promise<void> {
  for (const [path, method] of REQUESTS) {
    expectHeaders((await ask(target, path, { method })).headers, `${method} ${path}`);
  }
}

/** The stream is one process's, so this holds behind a load balancer too. */
async function expectInActivity(target: Target): Promise<void> {
  const { timeout: milliseconds } = target;
  const { headers, events } = await recordFeed(target, { messages: 2, milliseconds });
  const activity = events.find(({ event }) => event === "activity");
  if (!activity || !headers.has(HEADER)) throw new NotApplicable("it has none");
  const { instance } = shaped(activityShape, parsed(activity.data));
  expectEqual("instance", instance ?? "none", headers.get(HEADER));
}
