import type { Expression } from "./expressions.ts";

/** Why an expression rightly answers nothing while all is well; `undefined` of all others. */
export function whyNoData({ expression }: Expression): string | undefined {
  if (expression.startsWith("absent(")) return "answers only when the job has no target";
  return undefined;
}

/** Why VictoriaMetrics can't say the same as Prometheus; `undefined` where it must. */
export function whyNotCompared({ from, expression }: Expression): string | undefined {
  if (expression === "count by (job) (up)") return "only Prometheus has further jobs";
  if (from === "recording.yml, the series") return "recorded by Prometheus; there, by vmalert";
  if (from === "alerts.yml, BuntimeAppErrors") {
    return "0/0 is NaN, which Prometheus compares and VictoriaMetrics leaves out";
  }
  return undefined;
}
