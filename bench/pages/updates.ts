import type { Browser, CDPSession } from "playwright-core";

/** What the browser's main thread spends on one update, in milliseconds. */
export interface Update {
  task: number;
  script: number;
  layout: number;
}

/**
 * The main thread's time for each of some updates of the Workers table, in a page of their own.
 *
 * @param port - Where the host is.
 */
export async function updateCosts(
  browser: Browser,
  port: number,
  updates: number,
): Promise<Update[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const answered = async () => {
    await page.waitForResponse((response) => response.url().includes("/stats"));
    await Bun.sleep(1000); // to the middle of the pause between two answers
  };
  await page.goto(`http://127.0.0.1:${port}/metrics/workers`);
  await page.getByRole("table").waitFor();
  for (let update = 0; update < 2; update++) await answered();
  const costs: Update[] = [];
  for (let before = await times(session); costs.length < updates; ) {
    await answered();
    const after = await times(session);
    costs.push(difference(before, after));
    before = after;
  }
  await page.close();
  return costs;
}

function difference(before: Update, after: Update): Update {
  return {
    task: after.task - before.task,
    script: after.script - before.script,
    layout: after.layout - before.layout,
  };
}

async function times(session: CDPSession): Promise<Update> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  return {
    task: of("TaskDuration"),
    script: of("ScriptDuration"),
    layout: of("LayoutDuration") + of("RecalcStyleDuration"),
  };
}
