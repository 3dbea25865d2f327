import { ask, expectError } from "../ask.ts";
import { type Check, checksOf, expectThat } from "../check.ts";
import type { Target } from "../target.ts";

const theme = "prometheus: false";
const skip = ({ prometheus }: Target) => (prometheus ? "prometheus is on" : undefined);
const spellings = [
  "/api/metrics/prometheus/",
  "/api/metrics/%70rometheus",
  "/api/metrics/prometheu%73/",
  "/api/metrics/prometheus?x=1",
  "//api/metrics/prometheus",
  "/api//metrics/prometheus",
];

/** Checks on a host whose manifest turns the text off. */
export const prometheusOffChecks: readonly Check[] = [
  ...checksOf(
    theme,
    skip,
  )({
    "the endpoint answers 404 with an error": async (target) =>
      expectError(await ask(target, "/api/metrics/prometheus"), 404),
    "HEAD answers 404 too": async (target) => {
      const { status } = await ask(target, "/api/metrics/prometheus", { method: "HEAD" });
      expectThat(status === 404, "status 404", status);
    },
  }),
  ...spellings.map((path) => ({
    theme,
    skip,
    sentence: `${path} gives no metrics either`,
    run: (target: Target) => expectNoMetrics(target, path),
  })),
];

/** A second slash may well lead to a page of the host; only metrics, or a 200 for the endpoint, are wrong. */
async function expectNoMetrics(target: Target, path: string): Promise<void> {
  const { status, body } = await ask(target, path);
  expectThat(!body.includes("buntime_pool_"), "no metrics", body.slice(0, 80));
  if (path.includes("//")) return;
  expectThat(status >= 400 && status < 500, "a refusal", `${status} ${body.slice(0, 80)}`);
}
