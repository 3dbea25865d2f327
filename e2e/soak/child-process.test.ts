import { afterAll, beforeAll, expect, test } from "bun:test";
import { Child } from "./child-process.ts";
import { fixedHeaders } from "./fixed-headers.ts";
import { Ledger } from "./ledger.ts";
import { clientsOf, settle } from "./settle.ts";

let child: Child;

beforeAll(async () => {
  child = await Child.start(undefined);
});

afterAll(() => child.kill());

test("orders are answered in their turn, a reading during a reload too", async () => {
  const answered: string[] = [];
  await Promise.all([
    child
      .obey({ type: "reload", sseInterval: 500, changed: true })
      .then(() => answered.push("reload")),
    child.measure().then(({ heap }) => answered.push(heap > 0 ? "figures" : "none")),
    child.pool().then(({ workers }) => answered.push(`${workers.length} workers`)),
  ]);
  expect(answered).toEqual(["reload", "figures", "0 workers"]);
});

test("a text that can't be read at the end is a problem of the run, which goes on to its report", async () => {
  const counterBelowZero = "# TYPE x_total counter\nx_total -1\n";
  const headers = fixedHeaders("prometheus", 200);
  const fetch = () => new Response(counterBelowZero, { headers });
  const broken = Bun.serve({ port: 0, fetch });
  const ledger = new Ledger();
  const base = `http://127.0.0.1:${broken.port}`;
  const measure = async () => ({ ...(await child.measure()), pluginTimers: 0 });
  const left = await settle({ base, measure }, ledger, 100);
  await broken.stop(true);
  expect(left.clients).toBe(Number.POSITIVE_INFINITY);
  expect(ledger.problems[0]).toStartWith("at the end: Error: line 2: a counter below 0");
  expect(await clientsOf(child)).toBe(0);
});

test("an order to a child that has ended fails, and says how it ended", async () => {
  const other = await Child.start(undefined);
  other.kill();
  await expect(other.measure()).rejects.toThrow("the child ended with");
  await expect(other.measure()).rejects.toThrow("the child ended with");
});
