import { expect, test } from "bun:test";
import { QUERIES, scrapeConfig } from "./queries.ts";

test("every expression uses this plugin's metrics", () => {
  for (const [, expression] of Object.values(QUERIES).flat()) {
    expect(expression).toMatch(/\bbuntime_(pool|uptime)_[a-z_]+/);
  }
});

test("the scrape configuration has the address used by the browser", () => {
  const config = scrapeConfig("https://h.example/x/api/metrics/prometheus");
  expect(config).toContain("metrics_path: /x/api/metrics/prometheus\n    scheme: https\n");
  expect(config).toContain("targets: ['h.example']");
  expect(scrapeConfig("http://h:8000/m/api/metrics/prometheus")).toContain("targets: ['h:8000']");
});
