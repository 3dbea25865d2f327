import { type Check, checksOf, expectEqual, expectThat, NotApplicable } from "../check.ts";
import { expectError, jsonOf, request } from "../request.ts";
import { historyShape, shaped } from "../shapes.ts";
import type { Target } from "../target.ts";
import { snapshotOf } from "./snapshot.ts";

const PATH = "/api/metrics/history";
const BOUND = 900;

/** Readings at least this far apart are kept separately. */
const HISTORY_GAP_MS = 1000;

const NONSENSE = ["yesterday", "", "2026-01-31", "2026-02-31T25:00:00Z"];

/** Checks on the history, where there is one. */
export const historyChecks: readonly Check[] = checksOf(`History: GET ${PATH}`)({
  "has exactly columns with unique names, and rows of as many numbers": async (target) => {
    await snapshotOf(target);
    const { columns, rows } = await historyOf(target);
    expectEqual("names of columns", new Set(columns).size, columns.length);
    expectThat(rows.length <= BOUND, `at most ${BOUND} rows`, rows.length);
    const uneven = rows.find(({ length }) => length !== columns.length);
    expectThat(uneven === undefined, `rows of ${columns.length}`, uneven);
  },
  "begins with the oldest reading": async (target) => {
    await snapshotOf(target);
    await Bun.sleep(HISTORY_GAP_MS);
    await snapshotOf(target);
    const times = await timesOf(target);
    expectThat(
      times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0)),
      "increasing times",
      times.slice(-5),
    );
  },
  "has the latest reading": async (target) => {
    await historyOf(target);
    const read = Date.parse((await snapshotOf(target)).timestamp);
    const last = (await timesOf(target)).at(-1) ?? 0;
    expectThat(last >= read - HISTORY_GAP_MS, `a reading no older than ${read}`, last);
  },
  "?since= omits what is not later": async (target) => {
    await snapshotOf(target);
    const last = (await timesOf(target)).at(-1) ?? 0;
    const later = await timesOf(target, `?since=${new Date(last).toISOString()}&_=1`);
    const earlier = later.filter((time) => time <= last);
    expectThat(earlier.length === 0, `readings after ${last}`, earlier);
    const all = await timesOf(target, `?since=${new Date(last - 1).toISOString()}`);
    expectThat(all.includes(last), `the reading of ${last}`, all);
  },
  "an invalid ?since= is refused with 400 and an error": async (target) => {
    await historyOf(target);
    for (const since of NONSENSE) expectError(await request(target, `${PATH}?since=${since}`), 400);
  },
});

/** A host without a history responds with a page or a 404. */
async function historyOf(target: Target, query = "") {
  const response = await request(target, `${PATH}${query}`);
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  if (!isJson || response.status === 404) throw new NotApplicable("the host has none");
  return shaped(historyShape, jsonOf(response));
}

async function timesOf(target: Target, query = ""): Promise<number[]> {
  const { columns, rows } = await historyOf(target, query);
  const at = columns.indexOf("time");
  return rows.map((row) => row[at] ?? 0);
}
