import { MAX_APP_LABELS, OVERFLOW_APP } from "../server/exposition/app-groups.ts";
import {
  DOCUMENTED_FAMILIES,
  type Family,
  FURTHER_FAMILIES,
} from "../server/exposition/catalogue.ts";
import { WORKER_STATES } from "../server/pool/snapshot.ts";
import { METRIC_QUERIES } from "./metrics-queries.ts";

/** The text of `METRICS.md`: every family of the catalogue with a query that uses it. */
export function metricsPage(): string {
  return `# Metrics

All metric families of \`GET /api/metrics/prometheus\`, in order. This page is generated from the catalogue by
\`bun run generate\`: edit \`server/exposition/catalogue.ts\` instead. For scraping, alerts and dashboards, see
[monitoring](docs/monitoring.md).

## Documented

Always present while the pool can be read; first in the text, and exactly as documented. \`promtool check metrics\` complains
about two names that don't follow Prometheus' conventions; they are part of the documented contract and won't change.

${tableOf(DOCUMENTED_FAMILIES)}

## Further

Each is present only if the pool reports its values. If a part of the pool can't be read, only its families are missing; the
scrape still succeeds, and \`buntime_metrics_scrape_errors_total\` counts the error.

${tableOf(FURTHER_FAMILIES)}

## Labels

The number of label values is bounded. No label contains worker ids, because their number is unbounded.

- \`app\`: \`name@version\`. The first ${MAX_APP_LABELS} apps that the process sees get their own value; all others are summed
  under \`${OVERFLOW_APP}\`. When all values are in use, those of apps that the pool has forgotten are reassigned to new apps; the counts of
  the forgotten ones move to \`${OVERFLOW_APP}\`, which rises by that amount: \`rate()\` and \`increase()\` of \`${OVERFLOW_APP}\` spike
  at that point. For all apps together, use \`buntime_apps_*\`, which has no spikes.
- \`state\`: ${WORKER_STATES.map((state) => `\`${state}\``).join(", ")}. Workers that failed to start or crashed, and that the pool still
  holds, are \`terminated\`.
- \`cause\`: the part of the pool that could not be read, \`pool\` for all of it. All values are present from the start, at 0.

## Counters

Counters never decrease while the process lives. The pool's own figures do: Buntime's pool discards a worker's counts when a
request finds it crashed, at its \`maxRequests\` or past its \`ttl\`, and keeps the history of at most 1,000 ended apps. The plugin
treats a decrease as such a loss, never as a reset: the series keeps its value and continues from there, even if the pool
forgets an app and loads it again. If a reload provides another pool, series grow by what that pool counts after its first
reading.

A reload with other content, such as an upgrade, continues the counters and the history of the previous version. If the two
versions store them in different formats, the new one can't: it logs a line, and starts an app's counters from the pool's own
figures, which are lower if the pool has lost a worker. The same applies to an upgrade from 0.2 or earlier.

Increases between the last reading and a loss can be missed. A reading is any scrape, and any tick of the live feed while it
has a client. In Buntime's pool the plugin can still read the counts of a lost worker, so only the requests of workers that no
reading has seen are missed.

\`buntime_app_response_time_seconds_count\` counts the requests that \`_sum\` adds up: requests minus errors. A request in
progress is included until it fails. A request to an app that can't start reaches no worker and is not in any app's requests
or errors: see \`buntime_app_worker_failures_total\` and \`buntime_pool_failed\`.
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
