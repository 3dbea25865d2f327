import type { Browser, Page } from "playwright-core";
import { Child } from "../child.ts";

/** What kept the browser's main thread from answering a user while the table was updated. */
export interface LongTasks {
  rows: number;
  /** Answers of stats that came meanwhile. */
  updates: number;
  /** The length of each task over 50 ms, in milliseconds: what a browser calls a long task. */
  tasks: number[];
}

/**
 * Watches the Workers page, sorted by requests, through some updates. What it takes to open the
 * page does not count.
 *
 * @param rows - Workers in the pool.
 */
export async function longTasks(
  browser: Browser,
  rows: number,
  updates: number,
): Promise<LongTasks> {
  const host = new Child(`${import.meta.dir}/../host/host.ts`, [String(rows)]);
  const port = await host.ready<number>();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const answered = () => page.waitForResponse((response) => response.url().includes("/stats"));
  await page.goto(`http://127.0.0.1:${port}/metrics/workers?sort=requests&desc=true`);
  await page.getByRole("table").waitFor();
  for (let update = 0; update < 2; update++) await answered();
  await Bun.sleep(1000);
  await page.evaluate(watch);
  for (let update = 0; update < updates; update++) await answered();
  await Bun.sleep(1000); // the middle of the pause between two answers
  const tasks = await watched(page);
  await page.close();
  await host.stop();
  return { rows, updates, tasks };
}

/** Runs in the page: keeps the length of each long task from now on. */
function watch(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { longTasks: tasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask" });
}

function watched(page: Page): Promise<number[]> {
  return page.evaluate(() => Reflect.get(globalThis, "longTasks"));
}
