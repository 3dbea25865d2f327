import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { launch } from "../e2e/pages/browser.ts";
import { Child } from "./child.ts";
import { goal, type PartOptions, type PartResult, plusMinus } from "./report.ts";
import { interleave, spread } from "./statistics.ts";

const VISITS = ["first", "second"] as const;
const ROWS = ["500", "10000"] as const;
/** Updates of the table that are watched each time it is opened. */
const UPDATES = 3;

/** What the browser's main thread spends on one update, in milliseconds. */
interface Update {
  task: number;
  script: number;
  layout: number;
  /** Its tasks over 50 ms, what a browser calls long tasks. */
  longTasks: number[];
}

/** The pages: time to live data, cost of updates. */
export async function pagesPart({ quick }: PartOptions): Promise<PartResult> {
  const rounds = quick ? 1 : 3;
  const browser = await launch("full");
  const visits = await visitTwice(browser, rounds);
  const updates = await updateOften(browser, rounds);
  await browser.close();
  const long = updates["10000"].flatMap(({ longTasks }) => longTasks);
  const many = `${updates["10000"].length} updates of 10000 rows`;
  return {
    title: "6. Pages: milliseconds, ± MAD",
    columns: ["", "all", "script", "style and layout"],
    rows: [
      ...VISITS.map((name) => [
        `${name} visit, until live data are shown`,
        plusMinus(spread(visits[name])),
        ...["", ""],
      ]),
      ...ROWS.map((rows) => [
        `update of ${rows} rows`,
        ...(["task", "script", "layout"] as const).map((figure) =>
          plusMinus(spread(updates[rows].map((update) => update[figure]))),
        ),
      ]),
    ],
    goals: [goal(`no task over 50 ms in ${many}`, long.length, { atMost: 0 }, " tasks")],
    notes: [
      "A visit: of Overview, from the start of the navigation; the second visit of each round uses the cache of the first.",
      "An update: the main thread's time for one response of stats in which every second row has changed, with the feed's events until the next one; the table is sorted by requests. Opening the page does not count.",
    ],
    figures: { visits, updates },
  };
}

/** Visits Overview twice with the same cache, fresh in each round. */
async function visitTwice(browser: Browser, rounds: number) {
  const host = new Child("host-server.ts");
  const url = `http://127.0.0.1:${await host.ready<number>()}/metrics/`;
  const visits: Record<(typeof VISITS)[number], number[]> = { first: [], second: [] };
  for (let round = 0; round < rounds; round++) {
    // `waitForFunction` uses `eval`, which the page's own policy forbids.
    const context = await browser.newContext({ bypassCSP: true });
    for (const name of VISITS) visits[name].push(await visit(context, url));
    await context.close();
  }
  await host.stop();
  return visits;
}

/** Milliseconds from the start of the navigation until the gauge is there, which only shows live data. */
async function visit(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(url);
  const shown = await page.waitForFunction(
    () => document.querySelector("[role=meter]") && performance.now(),
  );
  const milliseconds = Number(await shown.jsonValue());
  await page.close();
  return milliseconds;
}

/** Opens the Workers page in each round, with few rows and with many by turns. */
async function updateOften(browser: Browser, rounds: number) {
  const hosts = {
    "500": new Child("host-server.ts", [500]),
    "10000": new Child("host-server.ts", [10_000]),
  };
  const ports = {
    "500": await hosts["500"].ready<number>(),
    "10000": await hosts["10000"].ready<number>(),
  };
  const updates = await interleave(ROWS, rounds, async (rows) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const url = `http://127.0.0.1:${ports[rows]}/metrics/workers?sort=requests&desc=true`;
    const watched = await watchUpdates(page, url);
    await page.close();
    return watched;
  });
  for (const host of Object.values(hosts)) await host.stop();
  return { "500": updates["500"].flat(), "10000": updates["10000"].flat() };
}

async function watchUpdates(page: Page, url: string): Promise<Update[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const updated = async () => {
    await page.waitForResponse((response) => response.url().includes("/stats"));
    await Bun.sleep(1000); // to the middle of the pause between two responses
  };
  await page.goto(url);
  await page.getByRole("table").waitFor();
  for (let update = 0; update < 2; update++) await updated();
  await page.evaluate(observeLongTasks);
  const updates: Update[] = [];
  for (let before = await times(session); updates.length < UPDATES; ) {
    await updated();
    const after = await times(session);
    const [task = 0, script = 0, layout = 0] = after.map((time, at) => time - (before[at] ?? 0));
    const longTasks: number[] = await page.evaluate(() =>
      Reflect.get(globalThis, "longTasks").splice(0),
    );
    updates.push({ task, script, layout, longTasks });
    before = after;
  }
  return updates;
}

/** Runs in the page: keeps the length of each long task from now on. */
function observeLongTasks(): void {
  const longTasks: number[] = [];
  Object.assign(globalThis, { longTasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: "longtask" });
}

/** Milliseconds of tasks, of script, and of style and layout so far. */
async function times(session: CDPSession): Promise<number[]> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (metric: string) => (metrics.find(({ name }) => name === metric)?.value ?? 0) * 1000;
  const layout = of("LayoutDuration") + of("RecalcStyleDuration");
  return [of("TaskDuration"), of("ScriptDuration"), layout];
}
