import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type DevHost, startHost } from "../../dev/host.ts";
import type { ActivityResponse, StatsResponse, WorkerRow } from "../../server/types.ts";
import { OpenApi } from "./openapi.ts";
import { FRAME_BYTES, LONGEST_ROW_BYTES, ROW_BYTES } from "./sizes.ts";

/** No number of at least 0 is written by more characters. */
const LONGEST_NUMBER = "0.0000012345678901234565";

const { schemas } = new OpenApi().document.components;
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 50 });
  for (const app of ["hello", "visits", "lambda", "broken"]) await fetch(`${host.url}/${app}/`);
});
afterAll(() => host.stop());

/** The text with the longest number wherever there is one. */
function widened(json: unknown): string {
  const marked = JSON.stringify(json, (_, value) => (typeof value === "number" ? "\0" : value));
  return marked.replaceAll('"\\u0000"', LONGEST_NUMBER);
}

const fieldsOf = (schema: string) => Object.keys(schemas[schema]?.properties ?? {}).sort();

async function firstFrame(): Promise<string> {
  const { body } = await fetch(`${host.url}${host.base}/api/metrics/sse`);
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (/event: activity\n.*\n\n$/.test(text)) break;
  }
  return text;
}

describe("the size", () => {
  test("the longest number is written by 24 characters", () => {
    expect(String(Number(LONGEST_NUMBER))).toBe(LONGEST_NUMBER);
    const others = [Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 69, 1 / 3, 1e-300 / 3];
    for (const number of others) expect(String(number).length).toBeLessThanOrEqual(24);
  });

  test("of a frame of the feed is bounded, with the longest numbers in all its fields", async () => {
    const frame = await firstFrame();
    const lines = frame.trimEnd().split("\n");
    const wide = lines.map((line) =>
      line.startsWith("data: ") ? `data: ${widened(JSON.parse(line.slice(6)))}` : line,
    );
    const activity: ActivityResponse = JSON.parse(lines.at(-1)?.slice(6) ?? "");
    expect(Object.keys(activity).sort()).toEqual(fieldsOf("ActivityResponse"));
    expect(wide.join("\n").length + 2).toBeLessThanOrEqual(FRAME_BYTES);
  });

  test("of a row of stats is some 250 bytes, and bounded but for its names", async () => {
    const { workers } = (await (
      await fetch(`${host.url}${host.base}/api/metrics/stats`)
    ).json()) as StatsResponse;
    expect(workers.length).toBe(4);
    for (const row of workers) {
      const app = row.app.padEnd(40, "x");
      expect(JSON.stringify({ ...row, app }).length).toBeLessThanOrEqual(ROW_BYTES);
    }
    // What one row or another has, all in one.
    const all: WorkerRow = Object.assign({}, ...workers, { app: "", id: "", state: "terminated" });
    const rare = { ephemeral: true, failed: true, sampledSecondsAgo: 1 };
    expect(Object.keys({ ...all, ...rare }).length).toBe(fieldsOf("Worker").length);
    const widest = { ...all, ...rare, memoryKnown: false, blocked: false };
    expect(widened(widest).length).toBeLessThanOrEqual(LONGEST_ROW_BYTES);
  });
});
