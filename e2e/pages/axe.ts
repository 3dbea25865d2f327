import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir), "utf8");

/** What of a page axe looks at: all of it, or only what is in the shell's frame. */
export type Scope = "page" | "frame";

/**
 * The frame is asked through the page around it, as a part of that. The title is the shell's to
 * give, so the one rule that wants it of the frame is left out there.
 */
const RUN: Record<Scope, string> = {
  page: "axe.run()",
  frame: `axe.run({ fromFrames: ["iframe", "html"] }, {
    rules: { "page-has-heading-one": { enabled: false } },
  })`,
};

/**
 * What axe finds wrong with a page as it is now, each as `rule: element`.
 * The page's context must have `bypassCSP`.
 */
export async function violationsOf(page: Page, scope: Scope = "page"): Promise<string[]> {
  for (const frame of page.frames()) await frame.evaluate(axe);
  const { violations, passes }: AxeResults = await page.evaluate(RUN[scope]);
  if (passes.length === 0) throw new Error(`axe has looked at nothing of the ${scope}`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
