import { Document, isScalar, visit } from "yaml";
import { type AlertCase, WATCHED_TARGET } from "./alert-case.ts";
import { CASES } from "./cases.ts";
import { samplesOf } from "./series.ts";

/** Seconds between two scrapes; a case runs with all of them unless it says otherwise. */
const INTERVALS: readonly number[] = [15, 60];

const HEAD = `# promtool test rules alerts.test.yml
# Made from unit-tests/cases.ts by \`bun run generate\`: edit that.
`;

/** All alerts that are firing, one sample for each; with another expression a case states its own. */
const FIRING =
  'count by (alertname, instance, environment, app, cause) (ALERTS{alertstate="firing"})';

/** The text of `alerts.test.yml`. */
export function alertTests(cases: readonly AlertCase[] = CASES): string {
  const tests = cases.flatMap((one) =>
    (one.intervals ?? INTERVALS).map((interval) => testOf(one, interval)),
  );
  const file = {
    rule_files: ["alerts.yml", "recording.yml"],
    evaluation_interval: "30s",
    tests,
  };
  const document = new Document(file);
  // A series or a sample is one line.
  visit(document, {
    Map: (_, map) => {
      map.flow = map.items.every(({ value }) => isScalar(value));
    },
  });
  return HEAD + document.toString({ lineWidth: 0 });
}

function testOf({ name, minutes, series, firing, expressions = {} }: AlertCase, interval: number) {
  const input = Object.entries({ [WATCHED_TARGET]: 1, ...series }).map(([selector, course]) => ({
    series: selector,
    values: samplesOf(course, minutes, interval),
  }));
  return {
    name: `${name}; scraped every ${interval} s`,
    interval: `${interval}s`,
    input_series: input,
    promql_expr_test: [
      ...Object.entries(firing).map(([time, alerts]) => ({
        expr: FIRING,
        eval_time: time,
        exp_samples: alerts.map(sampleOf),
      })),
      ...Object.entries(expressions).map(([expr, { at, samples }]) => ({
        expr,
        eval_time: at,
        exp_samples: Object.entries(samples).map(([labels, value]) => ({ labels, value })),
      })),
    ],
  };
}

/** `"BuntimeAppErrors app=x@1.0.0"` as the sample of its alert; what has no `=` is the instance. */
function sampleOf(alert: string) {
  const [name, ...labels] = alert.split(" ");
  const pairs = labels.map((label) => (label.includes("=") ? label : `instance=${label}`));
  const quoted = pairs.map((pair) => pair.replace(/=(.*)/, '="$1"'));
  return { labels: `{${[`alertname="${name}"`, ...quoted].join(", ")}}`, value: 1 };
}
