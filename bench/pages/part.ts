import type { Browser } from "playwright-core";
import { launch } from "../../e2e/pages/browser.ts";
import { Child } from "../child.ts";
import { type Spread, spread } from "../noise.ts";
import { type PartOptions, type PartResult, round } from "../result.ts";
import { type Size, sizes } from "./sizes.ts";
import { type Update, updateCost } from "./updates.ts";
import { type Visit, visitTwice } from "./visit.ts";

const DIST = `${import.meta.dir}/../../dist/client`;

/** The pages: bytes, what a visit costs the host, time to live data, cost of an update. */
export async function pagesPart({ quick }: PartOptions): Promise<PartResult> {
  const bytes = await sizes(DIST);
  if (bytes.length === 0) throw new Error("the pages are not built: bun run build");
  const browser = await launch();
  const visits = await visitOften(browser, quick ? 1 : 5);
  const updates: Record<number, Update> = {};
  for (const rows of quick ? [500] : [500, 10_000]) {
    updates[rows] = await updateCost(browser, rows, quick ? 1 : 3);
  }
  await browser.close();
  return {
    title: "6. Pages",
    columns: ["", "", ""],
    rows: [
      ...sizeRows(bytes),
      ...visitRows("first visit", visits.first),
      ...visitRows("second visit", visits.second),
      ...Object.entries(updates).map(([rows, update]) => updateRow(rows, update)),
    ],
    goals: [],
    notes: [
      "An update: the main thread's time for one answer of stats, the feed's events included.",
    ],
    figures: { bytes, visits, updates },
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
    [`${name}: live data painted`, `${round(painted.median)} ms`, `± ${round(painted.mad)} ms`],
  ];
}

function updateRow(rows: string, { task, script, layout }: Update): string[] {
  const parts = `script ${round(script)} ms, style and layout ${round(layout)} ms`;
  return [`update of ${rows} rows`, `${round(task)} ms`, parts];
}
