import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir), "utf8");

/** Without the details of what passes, axe takes half the time. The size of targets is off by default. */
const options = (rules = "") =>
  `{ resultTypes: ["violations"], rules: { "target-size": { enabled: true }, ${rules} } }`;

/** The frame is checked from the surrounding page, which has the title. */
const RUN = {
  page: `axe.run(${options()})`,
  popover: `axe.run(":popover-open", ${options()})`,
  frame: `axe.run({ fromFrames: ["iframe", "html"] }, ${options('"page-has-heading-one": { enabled: false }')})`,
} as const;

/**
 * The violations that axe finds in the current state of a page, each as `rule: element`. The page's context must have
 * `bypassCSP`.
 *
 * @param what - The whole page, its open popover, or the shell's frame.
 */
export async function violationsOf(page: Page, what: keyof typeof RUN = "page"): Promise<string[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate("'axe' in window"))) await frame.evaluate(axe);
  }
  const { violations, passes }: AxeResults = await page.evaluate(RUN[what]);
  if (passes.length === 0) throw new Error(`axe checked nothing in the ${what}`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
