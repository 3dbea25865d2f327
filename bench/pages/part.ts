import type { Browser } from "playwright-core";
import { launch } from "../../e2e/pages/browser.ts";
import { Child } from "../child.ts";
import { type Spread, spread } from "../noise.ts";
import { goal, type PartOptions, type PartResult, plusMinus, round } from "../result.ts";
import { interleave } from "../rounds.ts";
import { type LongTasks, longTasks } from "./long-tasks.ts";
import { type Size, sizes } from "./sizes.ts";
import { type Update, updateCosts } from "./updates.ts";
import { type Visit, visitTwice } from "./visit.ts";

const ROWS = ["500", "10000"] as const;
const DIST = `${import.meta.dir}/../../dist/client`;

/** The pages: bytes, what a visit costs the host, time to live data, cost of updates. */
export async function pagesPart({ quick }: PartOptions): Promise<PartResult> {
  const bytes = await sizes(DIST);
  const browser = await launch("full");
  const visits = await visitOften(browser, quick ? 1 : 5);
  const updates = quick ? await updateOften(browser, 2, 1) : await updateOften(browser, 4, 4);
  const long = await longTasks(browser, 10_000, quick ? 5 : 20);
  await browser.close();
  return {
    title: "6. Pages",
    columns: ["", "", ""],
    rows: [
      ...sizeRows(bytes),
      ...visitRows("first visit", visits.first),
      ...visitRows("second visit", visits.second),
      ...ROWS.map((rows) => updateRow(rows, updates[rows].flat())),
      longTasksRow(long),
    ],
    goals: [
      goal(`no task over 50 ms in ${named(long)}`, long.tasks.length, { atMost: 0 }, " tasks"),
    ],
    notes: [
      "An update: the main thread's time for one answer of stats in which every other row is another, with the",
      "feed's events until the next answer; median and MAD of the updates of several visits.",
      "Tasks over 50 ms: the table sorted by requests, from when the page stands; opening it does not count.",
    ],
    figures: { bytes, visits, updates, long },
  };
}

/** Each time a fresh browser cache; the host's worker for the pages is warm after the first. */
async function visitOften(browser: Browser, rounds: number) {
  const host = new Child(`${import.meta.dir}/../host/host.ts`);
  const url = `http://127.0.0.1:${await host.ready<number>()}/metrics/`;
  const first: Visit[] = [];
  const second: Visit[] = [];
  for (let count = 0; count < rounds; count++) {
    const [one, two] = await visitTwice(browser, host, url);
    first.push(one);
    second.push(two);
  }
  await host.stop();
  return { first, second };
}

/** Opens the Workers page anew in each round, with few rows and with many by turns. */
async function updateOften(browser: Browser, rounds: number, updates: number) {
  const hosts = new Map<string, { child: Child; port: number }>();
  for (const rows of ROWS) {
    const child = new Child(`${import.meta.dir}/../host/host.ts`, [rows]);
    hosts.set(rows, { child, port: await child.ready<number>() });
  }
  const costs = await interleave(ROWS, rounds, (rows) =>
    updateCosts(browser, hosts.get(rows)?.port ?? 0, updates),
  );
  for (const { child } of hosts.values()) await child.stop();
  return costs;
}

function sizeRows(bytes: Size[]): string[][] {
  const total = bytes.reduce(
    (sum, { files, raw, gzip }) => ({
      kind: "all",
      files: sum.files + files,
      raw: sum.raw + raw,
      gzip: sum.gzip + gzip,
    }),
    { kind: "all", files: 0, raw: 0, gzip: 0 },
  );
  return [...bytes, total].map(({ kind, files, raw, gzip }) => [
    `${kind}, ${files} file${files === 1 ? "" : "s"}`,
    `${round(raw / 1000)} kB`,
    `${round(gzip / 1000)} kB gzip`,
  ]);
}

function visitRows(name: string, visits: Visit[]): string[][] {
  const of = (figure: keyof Visit): Spread => spread(visits.map((visit) => visit[figure]));
  const [coldest] = visits;
  const painted = of("painted");
  return [
    [
      `${name}: requests for files`,
      round(of("requests").median),
      `${round(of("bytes").median / 1000)} kB`,
    ],
    [`${name}: workers started`, String(coldest?.workers ?? "n/a"), `then ${of("workers").median}`],
    [`${name}: live data painted`, `${plusMinus(painted)} ms`, ""],
  ];
}

function updateRow(rows: string, updates: Update[]): string[] {
  const of = (figure: keyof Update) => plusMinus(spread(updates.map((update) => update[figure])));
  const parts = `script ${of("script")} ms, style and layout ${of("layout")} ms`;
  return [`update of ${rows} rows`, `${of("task")} ms`, parts];
}

function named({ rows, updates }: LongTasks): string {
  return `${updates} updates of ${rows} rows`;
}

function longTasksRow(long: LongTasks): string[] {
  const { length } = long.tasks;
  const longest = length === 0 ? "none" : `longest ${round(Math.max(...long.tasks))} ms`;
  return [named(long), `${length} task${length === 1 ? "" : "s"} over 50 ms`, longest];
}
