/** Commands of the documents that are not run as they stand, and why that is no loss. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "npx bun@1.4.5 start": "e2e/host/start.test.ts runs and times it",
  "npx bun@1.4.5 run check": "it is what runs these tests",
  "cd monitoring": "goes before the next command",
  "GRAFANA_PASSWORD=choose-one docker compose up --build":
    "needs Docker; monitoring/compose.test.ts checks the file",
};

/** The real host's own administration, which the embedded host does not have. */
export const HOST_ADMIN = /\/api\/plugins\/(upload|@buntime%2Fplugin-metrics\/enable|reload)$/;

/** Languages of blocks that other tests look at. */
export const CHECKED_ELSEWHERE: Readonly<Record<string, string>> = {
  promql: "e2e/monitoring/expressions.ts",
};
