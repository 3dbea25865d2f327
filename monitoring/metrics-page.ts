import { APP_STATES } from "../server/exposition/app-group.ts";
import { MAX_APP_LABELS, OVERFLOW_APP } from "../server/exposition/app-groups.ts";
import {
  DOCUMENTED_FAMILIES,
  type Family,
  FURTHER_FAMILIES,
} from "../server/exposition/catalogue.ts";
import { METRIC_QUERIES } from "./metrics-queries.ts";

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
  under \`${OVERFLOW_APP}\`. Once all are taken, those of apps that the pool has forgotten go to apps that have none; what the
  forgotten ones had counted moves to \`${OVERFLOW_APP}\`, which rises by as much at that moment.
- \`state\`: ${APP_STATES.map((state) => `\`${state}\``).join(", ")}. Workers that failed to start or crashed, and that the pool still
  holds, are \`terminated\`.
- \`cause\`: the part of the pool that could not be read, \`pool\` for the whole. All are there from the start, at 0.

## Counters

No counter falls while the process lives. The pool's own figures do: the real one forgets what a worker has counted when a
request finds it crashed, at its \`maxRequests\` or past its \`ttl\`, and drops the oldest of more than 1,000 ended apps. A fall is
taken as such a loss, never as a new beginning: the series stays where it is and goes on from there, also for an app that the
pool forgets and gets again. When a reload brings another pool, series go on by what that one counts from its first reading.

What may be missed is what came between the last reading and a loss. A reading is any scrape, and any tick of the live feed
while it has a client. On the real pool a lost worker still says what it had counted, so that only the requests of workers
that no reading saw are missed.

\`buntime_app_response_time_seconds_count\` counts what \`_sum\` sums: requests less errors. A request under way is among them
until it fails. A request to an app that can't start reaches no worker and is in no app's requests or errors:
\`buntime_app_worker_failures_total\` and \`buntime_pool_failed\` show it.
`;
}

function tableOf(families: readonly Family[]): string {
  return [
    "| name | type | labels | help | query |",
    "|---|---|---|---|---|",
    ...families.map(rowOf),
  ].join("\n");
}

function rowOf({ name, type, labels = [], help }: Family): string {
  const query = METRIC_QUERIES[name];
  if (query === undefined) throw new Error(`${name} has no query in monitoring/metrics-queries.ts`);
  const names = labels.map((label) => `\`${label}\``).join(", ");
  return `| \`${name}\` | ${type} | ${names} | ${cell(help)} | \`${cell(query)}\` |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
