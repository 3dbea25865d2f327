import { ensureAlertmanager } from "../tools/alertmanager.ts";
import { ensureChromium, ensureHeadlessShell } from "../tools/chromium.ts";
import { ensurePrometheus } from "../tools/prometheus.ts";
import { ensureVictoriaMetrics } from "../tools/victoria-metrics.ts";

/** One part of the check. */
export interface Part {
  name: string;
  /** Arguments to this very Bun. */
  command: string[];
  /** Whether it is a run of tests, whose number counts. */
  tests?: boolean;
  /** Brings what it needs beyond packages, as variables of its environment. */
  needs?: () => Promise<Record<string, string>>;
}

/** Runs under e2e/ that are parts of their own; all others there are the part "suite". */
const ownFolders = ["host", "monitoring", "pages", "soak"];

/** All parts, in the order in which they run: one at a time, for two cores. */
export const PARTS: readonly Part[] = [
  { name: "lint", command: ["x", "biome", "ci", "--colors=off", "--max-diagnostics=20", "."] },
  { name: "types", command: ["x", "tsc", "--noEmit"] },
  { name: "build", command: ["scripts/build.ts"] },
  testsOf("unit", ".", ["e2e"]),
  {
    ...testsOf(
      "suite",
      "./e2e",
      ownFolders.map((name) => `e2e/${name}`),
    ),
    needs: prometheus,
  },
  testsOf("host", "./e2e/host"),
  { ...testsOf("pages", "./e2e/pages"), needs: chromium },
  { ...testsOf("monitoring", "./e2e/monitoring"), needs: monitoring },
  testsOf("soak", "./e2e/soak"),
];

/** All tests under a folder, but for those under others; each file with a global object of its own. */
function testsOf(name: string, folder: string, but: string[] = []): Part {
  const others = but.map((path) => `--path-ignore-patterns=${path}/**`);
  const command = ["test", "--isolate", "--no-orphans", "--timeout=60000", ...others, folder];
  return { name, tests: true, command };
}

async function chromium(): Promise<Record<string, string>> {
  const shell = await ensureHeadlessShell();
  return { HEADLESS_SHELL_PATH: shell, CHROMIUM_PATH: await ensureChromium() };
}

async function prometheus(): Promise<Record<string, string>> {
  await ensurePrometheus();
  return {};
}

/** Their tests find the programs again by themselves, in the project's cache or on PATH. */
async function monitoring(): Promise<Record<string, string>> {
  await Promise.all([ensurePrometheus(), ensureAlertmanager(), ensureVictoriaMetrics()]);
  return {};
}
