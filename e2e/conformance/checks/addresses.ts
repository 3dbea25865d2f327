import { ask } from "../ask.ts";
import { type Check, expectEqual, expectThat } from "../check.ts";
import type { Target } from "../target.ts";

const theme = "Other addresses of the endpoints";

/** Paths below the base, and the documented ones that they must lead to. */
const redirects: [from: string, to: string][] = [
  ["/api/metrics/stats/", "/api/metrics/stats"],
  ["/api/metrics/sse/", "/api/metrics/sse"],
  ["/api/", "/api/metrics/"],
  ["/api/stats", "/api/metrics/stats"],
  ["/api/sse", "/api/metrics/sse"],
  ["/admin/", "/api/metrics/"],
  ["/admin/stats", "/api/metrics/stats"],
  ["/admin/sse", "/api/metrics/sse"],
];
const toText = ["/api/metrics/prometheus/", "/api/prometheus", "/prometheus"];

/** Checks on addresses where the host would else respond with a page and 200. */
export const addressChecks: readonly Check[] = [
  ...redirects.map(([from, to]) => ({
    theme,
    sentence: `${from} is redirected by 308 to ${to}, its query included`,
    run: (target: Target) => expectRedirect(target, from, to),
  })),
  ...toText.map((from) => ({
    theme,
    sentence: `${from} is redirected by 308 to /api/metrics/prometheus, its query included`,
    skip: ({ prometheus }: Target) => (prometheus ? undefined : "prometheus is off"),
    run: (target: Target) => expectRedirect(target, from, "/api/metrics/prometheus"),
  })),
];

async function expectRedirect(target: Target, from: string, to: string): Promise<void> {
  const { status, headers } = await ask(target, `${from}?_=1`, { redirect: "manual" });
  expectEqual("status", status, 308);
  const location = headers.get("location") ?? "none";
  expectThat(!/^([a-z]+:|\/)/.test(location), "a relative Location", location);
  const reached = new URL(location, `${target.base}${from}`).href;
  expectEqual("target", reached, `${target.base}${to}?_=1`);
}
