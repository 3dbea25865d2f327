import { ensureChromium } from "../tools/chromium.ts";

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

/** All parts, in the order in which they run: one at a time, for two cores. */
export const PARTS: readonly Part[] = [
  { name: "lint", command: ["x", "biome", "ci", "--colors=off", "--max-diagnostics=20", "."] },
  { name: "types", command: ["x", "tsc", "--noEmit"] },
  { name: "build", command: ["scripts/build.ts"] },
  {
    name: "unit",
    command: ["test", "plugin.test.ts", "server/", "client/", "dev/", "scripts/"],
    tests: true,
  },
  { name: "suite", command: ["test", "./e2e/*.test.ts", "./e2e/conformance/"], tests: true },
  { name: "host", command: ["test", "./e2e/host/"], tests: true },
  {
    name: "pages",
    command: ["test", "--timeout=60000", "./e2e/pages/"],
    tests: true,
    needs: chromium,
  },
];

async function chromium(): Promise<Record<string, string>> {
  return { CHROMIUM_PATH: await ensureChromium() };
}
