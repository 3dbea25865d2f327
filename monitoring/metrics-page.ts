import { APP_STATES, MAX_APP_LABELS, OVERFLOW_APP } from "../server/exposition/app-groups.ts";
import {
  DOCUMENTED_FAMILIES,
  type Family,
  FURTHER_FAMILIES,
} from "../server/exposition/catalogue.ts";

/** The text of `METRICS.md`: every family of the catalogue with a query that uses it. */
export function metricsPage(): string {
  return `# Metrics

All that \`GET /api/metrics/prometheus\` can hold, in its order. Made from the catalogue by \`bun run generate\`: edit
\`server/exposition/catalogue.ts\`, not this page. How to scrape, alert and draw: [monitoring](docs/monitoring.md).

## Documented

Always there while the pool can be read, first in the text, byte for byte as documented. Two names go against
Prometheus' habits, which \`promtool check metrics\` remarks on: they are the documented ones and stay.

${tableOf(DOCUMENTED_FAMILIES)}

## Further

Each only where the pool tells it. A part of the pool that can't be read costs its own families, not the scrape, and
counts in \`buntime_metrics_scrape_errors_total\`.

${tableOf(FURTHER_FAMILIES)}

## Labels

Label sets are closed; there is never a label per worker, whose ids have no bound.

- \`app\`: \`name@version\`. The first ${MAX_APP_LABELS} apps that the process sees have a value of their own, all others are summed
  under \`${OVERFLOW_APP}\`.
- \`state\`: ${APP_STATES.map((state) => `\`${state}\``).join(", ")}. Workers that failed to start or crashed, and that the pool still
  holds, are \`terminated\`.
- \`cause\`: the part of the pool that could not be read, \`pool\` for the whole. All are there from the start, at 0.

## Counters

The pool's counters never go down while the process lives, also when a reload brings a new pool. A series of one app
begins anew when the pool forgets the app's counts, which the real one does when a worker reaches its \`maxRequests\`:
\`rate()\` and \`increase()\` take that as the reset that it is, and miss what came between the last scrape and it. The
sums under \`${OVERFLOW_APP}\` go on instead. A request to an app that can't start reaches no worker and is in no app's series:
\`buntime_pool_failed\` tells of it.
`;
}

function tableOf(families: readonly Family[]): string {
  return [
    "| name | type | labels | help | query |",
    "|---|---|---|---|---|",
    ...families.map(rowOf),
  ].join("\n");
}

function rowOf({ name, type, labels = [], help, query }: Family): string {
  const names = labels.map((label) => `\`${label}\``).join(", ");
  return `| \`${name}\` | ${type} | ${names} | ${cell(help)} | \`${cell(query)}\` |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
