/** Who answers the scrape over HTTP. */
export const CONTESTANTS = [
  "plugin",
  "plugin, pool at rest",
  "prom-client",
  "reads",
  "floor",
  "constant",
] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** Where all of them answer. */
export const PATH = "/api/metrics/prometheus";
