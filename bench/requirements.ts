import { isFresh } from "../scripts/build/stale.ts";
import { root } from "../scripts/root.ts";
import { ensureChromium } from "../scripts/tools/chromium.ts";

/** What a part needs beyond the sources: a sentence that says what is missing, or nothing. */
type Requirement = () => Promise<string | undefined>;

const wrk: Requirement = async () =>
  Bun.which("wrk") ? undefined : "wrk is missing: install it, by apt-get install wrk for example.";

const built: Requirement = async () =>
  isFresh(root) ? undefined : "dist/ is missing or older than the sources: bun run build.";

const chromium: Requirement = async () => {
  try {
    await ensureChromium();
    return undefined;
  } catch (error) {
    return `${error instanceof Error ? error.message : error}.`;
  }
};

const NEEDED: Readonly<Record<string, readonly Requirement[]>> = {
  scrape: [built, wrk],
  growth: [built],
  feed: [built],
  builds: [built, wrk],
  host: [built],
  pages: [built, chromium],
};

/** What these parts need and this machine lacks, a sentence each. */
export async function missingFor(parts: readonly string[]): Promise<string[]> {
  const needed = new Set(parts.flatMap((part) => NEEDED[part] ?? []));
  const answers = await Promise.all([...needed].map((requirement) => requirement()));
  return answers.filter((answer) => answer !== undefined);
}
