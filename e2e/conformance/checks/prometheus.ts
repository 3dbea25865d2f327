import { parseExposition } from "../../../testing/exposition-parser.ts";
import {
  type Check,
  checksOf,
  each,
  expectEqual,
  expectHeader,
  expectNoStore,
  expectThat,
  Mismatch,
  unlessOff,
} from "../check.ts";
import { expectError, type HttpResponse, request } from "../request.ts";
import { expectConsistent, type Pool } from "../shapes.ts";
import type { Target } from "../target.ts";
import { snapshotOf } from "./snapshot.ts";

const PATH = "/api/metrics/prometheus";
const SPELLINGS = [
  ...["/api/metrics/prometheus/", "/api/metrics/%70rometheus", "/api/metrics/prometheu%73/"],
  ...["/api/metrics/prometheus?x=1", "//api/metrics/prometheus", "/api//metrics/prometheus"],
];

const ifOn = checksOf(`Prometheus: GET ${PATH}`, unlessOff);
const ifOff = checksOf("prometheus: false", ({ prometheus }) =>
  prometheus ? "prometheus is on" : undefined,
);

/** Checks on the exposition text, and on a host whose manifest turns it off. */
export const prometheusChecks: readonly Check[] = [
  ...ifOn({
    "responds with 200 and content-type text/plain; charset=utf-8": async (target) =>
      expectHeader(await textOf(target), "content-type", /^text\/plain; charset=utf-8$/),
    "begins with the seven documented families, byte for byte": expectDocumented,
    "separates the seven with blank lines and ends with a newline": expectBlankLines,
    "parses completely as text format, with no duplicate series": expectParses,
    "keeps total = active + idle + creating and utilization = active / size": async (target) =>
      expectConsistent(readDocumented((await textOf(target)).body)),
    "has the same size and uptime as the JSON": expectAgreesWithJson,
    "is not cached: cache-control no-store": async (target) => expectNoStore(await textOf(target)),
  }),
  ...ifOff({
    "the endpoint responds with 404 and an error": async (target) =>
      expectError(await request(target, PATH), 404),
    "HEAD responds with 404 too": async (target) =>
      expectEqual("status", (await request(target, PATH, { method: "HEAD" })).status, 404),
    ...each(SPELLINGS, (path) => `${path} returns no metrics either`, expectNoMetrics),
  }),
];

async function textOf(target: Target): Promise<HttpResponse> {
  const response = await request(target, PATH);
  expectEqual("status", response.status, 200);
  return response;
}

async function expectDocumented(target: Target): Promise<void> {
  const { body } = await textOf(target);
  const expected = documentedText(readDocumented(body));
  expectEqual("the text's beginning", body.slice(0, expected.length), expected);
}

async function expectBlankLines(target: Target): Promise<void> {
  const { body } = await textOf(target);
  const rest = body.slice(documentedText(readDocumented(body)).length);
  expectThat(rest === "" || /^\n?# /.test(rest), "the end or a new family", rest.slice(0, 80));
  expectThat(body.endsWith("\n"), "a final newline", body.slice(-40));
}

async function expectParses(target: Target): Promise<void> {
  const { body } = await textOf(target);
  const families = expectParsed(body);
  for (const { name, help, samples } of families) {
    expectThat(help !== undefined, "HELP for every family", name);
    const numbers = samples.map(({ value }) => value);
    expectThat(numbers.every(Number.isFinite), "finite numbers only", { name, numbers });
  }
}

function expectParsed(body: string) {
  try {
    return parseExposition(body);
  } catch (error) {
    throw new Mismatch("text format 0.0.4", error instanceof Error ? error.message : String(error));
  }
}

async function expectAgreesWithJson(target: Target): Promise<void> {
  const before = await snapshotOf(target);
  const { size, uptime } = readDocumented((await textOf(target)).body);
  const after = await snapshotOf(target);
  expectEqual("size", size, before.pool.size);
  const isBetween = before.uptime <= uptime && uptime <= after.uptime;
  expectThat(isBetween, `an uptime from ${before.uptime} to ${after.uptime}`, uptime);
}

/** A double slash may lead to a page of the host; only metrics, or a 200 from the endpoint, are wrong. */
async function expectNoMetrics(target: Target, path: string): Promise<void> {
  const { status, body } = await request(target, path);
  expectThat(!body.includes("buntime_pool_"), "no metrics", body.slice(0, 80));
  if (path.includes("//")) return;
  expectThat(status >= 400 && status < 500, "a refusal", `${status} ${body.slice(0, 80)}`);
}

/** Values of the seven documented families. */
interface Documented extends Pool {
  uptime: number;
}

const FAMILIES: [keyof Documented, name: string, type: string, help: string][] = [
  ["size", "buntime_pool_size", "gauge", "Maximum pool size"],
  ["active", "buntime_pool_active", "gauge", "Active workers"],
  ["idle", "buntime_pool_idle", "gauge", "Idle workers"],
  ["creating", "buntime_pool_creating", "gauge", "Workers being created"],
  ["total", "buntime_pool_total", "gauge", "Total workers"],
  ["utilization", "buntime_pool_utilization", "gauge", "Pool utilization ratio"],
  ["uptime", "buntime_uptime_seconds", "counter", "Server uptime in seconds"],
];

/** The documented text for these values. */
function documentedText(values: Documented): string {
  const blocks = FAMILIES.map(
    ([key, name, type, help]) =>
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${values[key]}\n`,
  );
  return blocks.join("\n");
}

/** Reads the seven values out of a text, each from the one line that has it without labels. */
function readDocumented(text: string): Documented {
  const values = FAMILIES.map(([key, name]) => {
    const lines = text.split("\n").filter((line) => line.startsWith(`${name} `));
    const value = Number(lines[0]?.slice(name.length + 1) || "NaN");
    if (lines.length === 1 && Number.isFinite(value) && value >= 0) return [key, value];
    throw new Mismatch(`one line "${name} <number of 0 or more>"`, lines.join("; ") || "none");
  });
  return Object.fromEntries(values);
}
