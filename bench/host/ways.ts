/** Ways of reading the plugin. */
export const WAYS = [
  "nothing",
  "nothing again",
  "scrape at 1 Hz",
  "scrape at 100 Hz",
  "200 feeds",
  "stats at 1 Hz",
] as const;
export type Way = (typeof WAYS)[number];
