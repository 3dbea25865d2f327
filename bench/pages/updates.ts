import type { Browser, CDPSession } from "playwright-core";
import { Child } from "../child.ts";

/** What the browser's main thread spends on one update, in milliseconds. */
export interface Update {
  task: number;
  script: number;
  layout: number;
}

/**
 * The main thread's time for one update of the Workers table.
 *
 * @param rows - Workers in the pool.
 * @param updates - How many updates to take the mean of.
 */
export async function updateCost(browser: Browser, rows: number, updates: number): Promise<Update> {
  const host = new Child(`${import.meta.dir}/../host/host.ts`, [String(rows)]);
  const port = await host.ready<number>();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const answered = () => page.waitForResponse((response) => response.url().includes("/stats"));
  await page.goto(`http://127.0.0.1:${port}/metrics/workers`);
  await page.getByRole("table").waitFor();
  for (let update = 0; update < 2; update++) await answered();
  await Bun.sleep(1000);
  const before = await times(session);
  for (let update = 0; update < updates; update++) await answered();
  await Bun.sleep(1000); // the middle of the pause between two answers
  const after = await times(session);
  await page.close();
  await host.stop();
  return {
    task: (after.task - before.task) / updates,
    script: (after.script - before.script) / updates,
    layout: (after.layout - before.layout) / updates,
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
