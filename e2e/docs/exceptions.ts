/** Beginnings of the commands that `commands.test.ts` runs: nothing slow or demanding. */
export const RUN: readonly string[] = [
  "curl -s",
  "curl -i",
  "curl http://",
  "bun run conformance --url",
  "bun run package",
  "bun dev/main.ts --help",
];

const MINUTES = "takes minutes; the script's --help must know its options";
const BY_THE_CHECK = "the check does the same";
const WITH_THE_KIT = "e2e/monitoring/ runs both programs with these files and other ports";
const NO_SERVICE = "needs a service that test machines lack";

/** Beginnings of all other commands, and why no test here runs them. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "bun start": "e2e/host/start.test.ts runs it",
  "bun test ": BY_THE_CHECK,
  "bun run check": BY_THE_CHECK,
  "bun run build": BY_THE_CHECK,
  "bun e2e/monitoring/fleet/": MINUTES,
  "bun run generate": "monitoring/generated.test.ts compares its output with the files",
  "bun run format": "writes to the sources; the check's part lint finds what it would change",
  "bun run soak": MINUTES,
  "bun run fuzz": MINUTES,
  "bun run nightly": MINUTES,
  "bun run bench": MINUTES,
  "bun audit": NO_SERVICE,
  "watch ": "never ends; e2e/docs/openapi.test.ts requests the same",
  "git clone": "comes before any test",
  "mkdir -p build": WITH_THE_KIT,
  "sed -i": WITH_THE_KIT,
  "prometheus-alertmanager --config": WITH_THE_KIT,
  "prometheus --config": WITH_THE_KIT,
  "cd ": "precedes the next command",
  "GRAFANA_PASSWORD=": NO_SERVICE,
  "docker ": NO_SERVICE,
  "kubectl ": NO_SERVICE,
  "promtool check": "e2e/monitoring/kit.test.ts runs it on a real scrape and on the configurations",
  "promtool test": "e2e/monitoring/kit.test.ts runs it in the same folder",
  "curl -X POST": "needs a runtime with an upload; e2e/release/package.test.ts runs the archive",
};

/** Languages of blocks that other tests check. */
export const CHECKED_ELSEWHERE: Readonly<Record<string, string>> = {
  promql: "e2e/monitoring/expressions.ts",
  nginx: "e2e/proxies/",
  caddyfile: "e2e/proxies/",
  haproxy: "e2e/proxies/",
  lua: "e2e/proxies/",
};
