import { ensureChromium, ensureHeadlessShell } from "../tools/chromium.ts";
import {
  ensureAlertmanager,
  ensurePrometheus,
  ensureVictoriaMetrics,
} from "../tools/monitoring.ts";
import { ensureProxy } from "../tools/proxies.ts";

/** One part of the check. */
export interface Part {
  name: string;
  /** Arguments of `bun`. */
  command: readonly string[];
  /** Whether it runs tests, which are then counted one by one. */
  tests?: boolean;
  /** Installs the programs that its tests need beyond packages. */
  prepare?: () => Promise<unknown>;
}

/** Folders whose tests are separate parts; the part "tests" runs all others. */
const OWN_PARTS = ["e2e/monitoring", "e2e/pages", "e2e/soak"];

const lint = ["x", "biome", "ci", "--colors=off", "--max-diagnostics=20", "."];

/**
 * All parts, stage by stage. Those of one stage run side by side: the monitoring tests mostly wait
 * for scrapes. The soak has its own stage, because it measures growth.
 */
export const STAGES: readonly (readonly Part[])[] = [
  [
    { name: "lint", command: lint },
    { name: "types", command: ["x", "tsc", "--noEmit"] },
    { name: "build", command: ["scripts/build.ts"] },
  ],
  [{ ...testsOf("tests", ".", OWN_PARTS), prepare: programsOfTests }],
  [
    // The files that a process takes share its browser.
    { ...testsOf("pages", "./e2e/pages", [], ["--no-isolate"]), prepare: browsers },
    { ...testsOf("monitoring", "./e2e/monitoring"), prepare: monitoringPrograms },
  ],
  [testsOf("soak", "./e2e/soak")],
];

export const PARTS: readonly Part[] = STAGES.flat();

/**
 * The tests under a folder except those under others; a process for each core takes file by file.
 */
function testsOf(
  name: string,
  folder: string,
  others: readonly string[] = [],
  more: readonly string[] = [],
): Part {
  const ignored = others.map((path) => `--path-ignore-patterns=${path}/**`);
  const options = ["--parallel", "--no-orphans", "--only-failures"];
  return { name, tests: true, command: ["test", ...options, ...more, ...ignored, folder] };
}

async function programsOfTests(): Promise<void> {
  const proxies = ["nginx", "caddy", "haproxy"] as const;
  await Promise.all([ensureHeadlessShell(), ensurePrometheus(), ...proxies.map(ensureProxy)]);
}

async function browsers(): Promise<void> {
  await ensureHeadlessShell();
  await ensureChromium();
}

async function monitoringPrograms(): Promise<void> {
  await Promise.all([ensurePrometheus(), ensureAlertmanager(), ensureVictoriaMetrics()]);
}
