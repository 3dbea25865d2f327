import { ask, parsed } from "../ask.ts";
import { type Check, expectEqual, expectThat, NotApplicable } from "../check.ts";
import { recordFeed } from "../feed-recording.ts";
import { activityShape, shaped } from "../shapes.ts";
import type { Target } from "../target.ts";

const theme = "Instance: x-metrics-instance";
const HEADER = "x-metrics-instance";

/** Checks on the id of the process, where there is one. */
export const instanceChecks: readonly Check[] = [
  {
    theme,
    sentence: "is on every response of the API, refusals included",
    run: expectEverywhere,
  },
  { theme, sentence: "is the feed's own in its activity", run: expectInActivity },
];

async function instanceOf(target: Target, path: string, method = "GET"): Promise<string | null> {
  return (await ask(target, path, { method })).headers.get(HEADER);
}

async function expectEverywhere(target: Target): Promise<void> {
  if ((await instanceOf(target, "/api/metrics/")) === null) throw new NotApplicable("it has none");
  const requests: [path: string, method: string][] = [
    ["/api/metrics/stats", "GET"],
    ["/api/metrics/stats?limit=-1", "GET"],
    ["/api/metrics/prometheus", "GET"],
    ["/api/metrics/sse", "HEAD"],
    ["/api/metrics/", "POST"],
  ];
  for (const [path, method] of requests) {
    const instance = await instanceOf(target, path, method);
    expectThat(/^\S+$/.test(instance ?? ""), `${HEADER} on ${method} ${path}`, instance);
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
