import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir), "utf8");

/** Without the details of what is right, axe takes half the time. */
const BRIEF = 'resultTypes: ["violations"]';

/**
 * The frame is checked through the page around it, as a part of that. The title is the shell's, so
 * the one rule that wants it of the frame is left out there.
 */
const RUN = {
  page: `axe.run({ ${BRIEF} })`,
  popover: `axe.run(":popover-open", { ${BRIEF} })`,
  frame: `axe.run({ fromFrames: ["iframe", "html"] }, {
    ${BRIEF},
    rules: { "page-has-heading-one": { enabled: false } },
  })`,
} as const;

/**
 * What axe finds wrong with a page as it is now, each as `rule: element`.
 * The page's context must have `bypassCSP`.
 *
 * @param what - All of the page, its open popover alone, or only what is in the shell's frame.
 */
export async function violationsOf(page: Page, what: keyof typeof RUN = "page"): Promise<string[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate("'axe' in window"))) await frame.evaluate(axe);
  }
  const { violations, passes }: AxeResults = await page.evaluate(RUN[what]);
  if (passes.length === 0) throw new Error(`axe has checked nothing of the ${what}`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
