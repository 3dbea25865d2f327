import { extname } from "node:path";
import type { Browser, BrowserContext, CDPSession } from "playwright-core";
import { launch } from "../e2e/pages/browser.ts";
import { root } from "../scripts/root.ts";
import { Child } from "./child.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "./report.ts";
import { interleave, spread } from "./statistics.ts";

const ROWS = ["500", "10000"] as const;
/** Updates of the table that are watched in each visit. */
const UPDATES = 3;

/** What one visit cost the host, and when it showed something. */
interface Visit {
  /** Requests for the pages' own files that reached the host, and their bytes. */
  requests: number;
  bytes: number;
  /** Workers that the host started for it. */
  workers: number;
  /** Milliseconds from the start of the navigation until live data were painted. */
  painted: number;
}

/** What the browser's main thread spends on one update, in milliseconds. */
interface Update {
  task: number;
  script: number;
  layout: number;
  /** Its tasks over 50 ms, what a browser calls long tasks. */
  longTasks: number[];
}

/** The pages: bytes, what a visit costs the host, time to live data, cost of updates. */
export async function pagesPart({ quick }: PartOptions): Promise<PartResult> {
  const bytes = await sizeRows(`${root}/dist/client`);
  const browser = await launch("full");
  const visits = await visitOften(browser, quick ? 1 : 3);
  const updates = await updateOften(browser, quick ? 1 : 3);
  await browser.close();
  const long = updates["10000"].flatMap(({ longTasks }) => longTasks);
  const many = `${updates["10000"].length} updates of 10000 rows`;
  return {
    title: "6. Pages",
    columns: ["", "", ""],
    rows: [
      ...bytes,
      ...visitRows("first visit", visits.first),
      ...visitRows("second visit", visits.second),
      ...ROWS.map((rows) => updateRow(rows, updates[rows])),
    ],
    goals: [goal(`no task over 50 ms in ${many}`, long.length, { atMost: 0 }, " tasks")],
    notes: [
      "An update: the main thread's time for one response of stats in which every other row is another, with the feed's events until the next one; the table is sorted by requests. Opening the page does not count.",
    ],
    figures: { visits, updates },
  };
}

/** The built pages' bytes by type, each file compressed on its own, as a proxy does. */
async function sizeRows(folder: string): Promise<string[][]> {
  const sizes = new Map<string, { files: number; raw: number; gzip: number }>();
  for await (const path of new Bun.Glob("**/*").scan(folder)) {
    const bytes = await Bun.file(`${folder}/${path}`).bytes();
    for (const kind of [extname(path).slice(1), "all"]) {
      const { files, raw, gzip } = sizes.get(kind) ?? { files: 0, raw: 0, gzip: 0 };
      const compressed = Bun.gzipSync(bytes).byteLength;
      const more = { files: files + 1, raw: raw + bytes.byteLength, gzip: gzip + compressed };
      sizes.set(kind, more);
    }
  }
  return [...sizes].map(([kind, { files, raw, gzip }]) => [
    `${kind}, ${files} file${files === 1 ? "" : "s"}`,
    `${round(raw / 1000)} kB`,
    `${round(gzip / 1000)} kB gzip`,
  ]);
}

/** Visits Overview twice by the same cache, fresh in each round; the host's worker for the pages stays. */
async function visitOften(browser: Browser, rounds: number) {
  const host = new Child("host-server.ts");
  const url = `http://127.0.0.1:${await host.ready<number>()}/metrics/`;
  const [first, second]: Visit[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    // `evaluate` uses `eval`, which the page's own policy forbids.
    const context = await browser.newContext({ bypassCSP: true });
    await context.addInitScript(notePaint);
    first?.push(await visit(context, host, url));
    second?.push(await visit(context, host, url));
    await context.close();
  }
  await host.stop();
  return { first: first ?? [], second: second ?? [] };
}

async function visit(context: BrowserContext, host: Child, url: string): Promise<Visit> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  const fromHost = new Set<string>();
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const cached = response.fromDiskCache || response.fromPrefetchCache;
    if (!cached && !response.url.includes("/api/")) fromHost.add(requestId);
  });
  session.on("Network.requestServedFromCache", ({ requestId }) => fromHost.delete(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (fromHost.has(requestId)) bytes += encodedDataLength;
  });
  const created = async () =>
    (await host.ask<{ totalWorkersCreated: number }>("totals")).totalWorkersCreated;
  const before = await created();
  await page.goto(url);
  await page.waitForFunction("globalThis.paintedAt !== undefined");
  await page.waitForLoadState("load");
  const painted = await page.evaluate<number>("globalThis.paintedAt");
  const workers = (await created()) - before;
  await page.close();
  return { bytes, requests: fromHost.size, workers, painted };
}

/** Runs in the page: notes when the gauge, which shows live data alone, has been painted. */
function notePaint(): void {
  const watch = new MutationObserver(() => {
    if (!document.querySelector("[role=meter]")) return;
    watch.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => Object.assign(globalThis, { paintedAt: performance.now() })),
    );
  });
  watch.observe(document, { childList: true, subtree: true });
}

/** Opens the Workers page in each round, with few rows and with many by turns. */
async function updateOften(browser: Browser, rounds: number) {
  const hosts = ROWS.map((rows) => ({ rows, child: new Child("host-server.ts", [rows]) }));
  const ports = new Map<string, number>();
  for (const { rows, child } of hosts) ports.set(rows, await child.ready<number>());
  const updates = await interleave(ROWS, rounds, (rows) => watchUpdates(browser, ports.get(rows)));
  for (const { child } of hosts) await child.stop();
  return { "500": updates["500"].flat(), "10000": updates["10000"].flat() };
}

async function watchUpdates(browser: Browser, port: number | undefined): Promise<Update[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const updated = async () => {
    await page.waitForResponse((response) => response.url().includes("/stats"));
    await Bun.sleep(1000); // to the middle of the pause between two responses
  };
  await page.goto(`http://127.0.0.1:${port}/metrics/workers?sort=requests&desc=true`);
  await page.getByRole("table").waitFor();
  for (let update = 0; update < 2; update++) await updated();
  await page.evaluate(observeLongTasks);
  const updates: Update[] = [];
  for (let before = await times(session); updates.length < UPDATES; ) {
    await updated();
    const after = await times(session);
    const [task, script, layout] = after.map((time, at) => time - (before[at] ?? 0));
    const longTasks: number[] = await page.evaluate(() =>
      Reflect.get(globalThis, "longTasks").splice(0),
    );
    updates.push({ task: task ?? 0, script: script ?? 0, layout: layout ?? 0, longTasks });
    before = after;
  }
  await page.close();
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
  const of = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  const layout = of("LayoutDuration") + of("RecalcStyleDuration");
  return [of("TaskDuration"), of("ScriptDuration"), layout];
}

function visitRows(name: string, visits: readonly Visit[]): string[][] {
  const of = (figure: keyof Visit) => spread(visits.map((visit) => visit[figure]));
  const { requests, bytes, workers } = {
    requests: of("requests"),
    bytes: of("bytes"),
    workers: of("workers"),
  };
  return [
    [`${name}: requests for files`, round(requests.median), `${round(bytes.median / 1000)} kB`],
    [`${name}: workers started`, String(visits[0]?.workers), `then ${workers.median}`],
    [`${name}: live data painted`, `${plusMinus(of("painted"))} ms`, ""],
  ];
}

function updateRow(rows: string, updates: readonly Update[]): string[] {
  const of = (figure: "task" | "script" | "layout") =>
    plusMinus(spread(updates.map((update) => update[figure])));
  const parts = `script ${of("script")} ms, style and layout ${of("layout")} ms`;
  return [`update of ${rows} rows`, `${of("task")} ms`, parts];
}
