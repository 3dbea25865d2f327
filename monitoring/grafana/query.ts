import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { CATALOGUE } from "../../server/exposition/catalogue.ts";

/** Selects what the dashboard's variables select; part of every query. */
export const SELECTED = [
  'cluster=~"$cluster"',
  'namespace=~"$namespace"',
  'environment=~"$environment"',
  'job=~"$job"',
  'instance=~"$instance"',
].join(", ");

/** The data source that the dashboard's variable names. */
export const DATA_SOURCE = { type: "prometheus", uid: "$datasource" } as const;

/**
 * A selector of one family, narrowed by the dashboard's variables.
 *
 * @throws Error if the catalogue has no such family.
 */
export function series(name: string, matchers = ""): string {
  const stem = name.replace(/_(sum|count)$/, "");
  if (!CATALOGUE.some((family) => family.name === name || family.name === stem)) {
    throw new Error(`no family ${name} in the catalogue`);
  }
  return `${name}{${SELECTED}${matchers === "" ? "" : `, ${matchers}`}}`;
}

/** The rate of a counter over an interval that suits the graph's resolution and the scrape's. */
export function rate(counter: string, matchers = ""): string {
  return `rate(${series(counter, matchers)}[$__rate_interval])`;
}

/** Over all selected instances. */
export const sum = (expression: string) => `sum(${expression})`;

/** For each instance. */
export const byInstance = (expression: string) => `sum by (instance) (${expression})`;

/** A query with the name that its line gets. */
export function query(refId: string, expression: string, legend: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).expr(expression).legendFormat(legend);
}

/** A query for only the latest value. */
export function instant(refId: string, expression: string, legend: string): DataqueryBuilder {
  return query(refId, expression, legend).instant();
}
