/** A test that does what a command does, by its file and its name. */
export interface Elsewhere {
  file: string;
  test: string;
}

const PARTS = "scripts/check/parts.test.ts";
const everyTestFile = { file: PARTS, test: "every test file runs in one part and one only" };
const started = {
  file: "e2e/host/start.test.ts",
  test: "bun start answers, once built after less than 2 s of processor time",
};

/** The check runs the same files, with fewer runs. */
const fuzzed = {
  file: "scripts/fuzz/files.test.ts",
  test: "bun run fuzz takes every test file that makes input up",
};

function soaked(test: string): Elsewhere {
  return { file: "e2e/soak/soak.test.ts", test };
}

/** Commands of the documents that another test runs, by itself or by the function behind them. */
export const RUN_ELSEWHERE: Readonly<Record<string, Elsewhere>> = {
  "bun start": started,
  "bun run build": { file: PARTS, test: "the part build runs what bun run build runs" },
  "bun test server": everyTestFile,
  "bun test ./e2e/monitoring": everyTestFile,
  "bun run generate": {
    file: "monitoring/generated.test.ts",
    test: "$path is as its source makes it; else run: bun run generate",
  },
  "bun e2e/docs/answers/main.ts": {
    file: "e2e/docs/answers.test.ts",
    test: "$file shows $name as a running host answers; else run: bun e2e/docs/answers/main.ts",
  },
  "bun run soak": soaked("shows nothing that must not be"),
  "bun run soak --plant-leak": soaked("fails when a leak is planted, and says so"),
  "bun run soak --plant-figure": soaked(
    "fails when a worker is left out of every figure, and says of which answers",
  ),
  "bun run soak --plant-silence": soaked(
    "fails when the feed falls silent after its first event, and says so",
  ),
  "bun run soak --plant-slow": soaked("fails when the feed has half its pace, and says so"),
  "bun run soak --plant-error": soaked("fails when nobody handles an error, and says which"),
  "bun run soak --plant-counter": soaked("fails when a counter falls, and says which"),
  "bun run soak --plant-timer": soaked("fails when an interval is left, and says so"),
  "bun run fuzz": fuzzed,
  "bun run fuzz --times": fuzzed,
  "bun run fuzz --seed": fuzzed,
  "bun run fuzz --times 100 --seed 20": fuzzed,
  "promtool check metrics": {
    file: "e2e/monitoring/checkers.test.ts",
    test: "check metrics finds only what the documented names must have, on a real scrape",
  },
  "promtool test rules alerts.test.yml": {
    file: "e2e/monitoring/checkers.test.ts",
    test: "test rules: %s holds",
  },
};

const ADMIN = "http://localhost:8000/api/plugins";
const KEY = '-H "X-API-Key: $BUNTIME_KEY"';
const QUIET_MACHINE =
  "needs minutes of a machine at rest; the tables of bench/README.md are its output";

/** Commands of the documents that no test runs, and why. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "bun run check": "it is what runs these tests",
  "bun run check --only lint,types": "as above; its usage knows the parts",
  "bun run format": "it writes into the sources; the check's part lint finds what it would change",
  "bun run bench": QUIET_MACHINE,
  "bun run bench --quick": QUIET_MACHINE,
  "bun run bench --only scrape,growth": QUIET_MACHINE,
  "bun run bench --readme": QUIET_MACHINE,
  "bun run nightly": "takes some twenty minutes; the workflow nightly.yml runs it",
  "bun audit": "needs a service of the registry; the release's workflow runs it",
  "git clone": "it comes before any test",
  "cd monitoring": "goes before the next command",
  "GRAFANA_PASSWORD=choose-one docker compose up --build":
    "needs Docker; monitoring/compose.test.ts checks the file",
  "kubectl rollout restart": "needs a cluster",
  [`curl -X POST ${KEY} -F file=@"$(echo build/*.tgz)" ${ADMIN}/upload`]:
    "the embedded host takes no uploads; e2e/release/package.test.ts unpacks and runs the archive",
  [`curl -X POST ${KEY} ${ADMIN}/@buntime%2Fplugin-metrics/enable`]:
    "the embedded host has the plugin enabled",
};

/** Languages of blocks that other tests look at. */
export const CHECKED_ELSEWHERE: Readonly<Record<string, string>> = {
  promql: "e2e/monitoring/expressions.ts",
};
