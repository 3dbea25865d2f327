import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { differenceOf } from "./agreement.ts";
import { whyNoData, whyNotCompared } from "./exceptions.ts";
import { allExpressions, type Expression } from "./expressions.ts";
import { printPanels } from "./panel-numbers.ts";
import { call } from "./stack/host.ts";
import { pause } from "./stack/pause.ts";
import { ask } from "./stack/query.ts";
import { type Stack, startStack } from "./stack/stack.ts";

const MINUTE = 60_000;
let stack: Stack;
let expressions: Expression[];

beforeAll(async () => {
  [stack, expressions] = await Promise.all([startStack(), allExpressions()]);
  await call(stack.quiet, "hello");
}, MINUTE);

afterAll(() => stack?.stop(), MINUTE);

test(
  "Prometheus scrapes three hosts, and up is 1 of each",
  async () => {
    const { prometheus, quiet, busy } = stack;
    const up = await eventually("three targets up", async () => {
      const answer = await ask(prometheus.url, 'up{job="buntime"} == 1');
      return answer.length === 3 ? answer : pause();
    });
    const instances = [quiet, ...busy].map(({ instance }) => instance);
    expect(up.map(({ metric }) => metric.instance ?? "").sort()).toEqual(instances.sort());
  },
  MINUTE,
);

test(
  "prometheus: false shows the target down with 404",
  async () => {
    const target = await eventually("the closed target has been scraped", async () => {
      const targets = await stack.prometheus.targets();
      const closed = targets.find(({ labels }) => labels.job === "closed");
      return closed?.health === "down" ? closed : pause();
    });
    expect(target.lastError).toBe("server returned HTTP status 404 Not Found");
    expect(await ask(stack.prometheus.url, 'up{job="closed"}')).toMatchObject([{ value: 0 }]);
  },
  MINUTE,
);

test(
  "a guarded host is scraped with a credential, compressed, and answers 401 without one",
  async () => {
    const { prometheus, guard } = stack;
    const [stranger, known] = await eventually("both have been scraped", async () => {
      const targets = await prometheus.targets();
      const found = ["stranger", "guarded"].flatMap(
        (job) =>
          targets.find(({ labels, health }) => labels.job === job && health !== "unknown") ?? [],
      );
      return found.length === 2 ? found : pause();
    });
    expect(stranger?.lastError).toBe("server returned HTTP status 401 Unauthorized");
    expect(known).toMatchObject({ health: "up", lastError: "" });
    expect([...guard.encodings]).toEqual(["gzip"]);
  },
  MINUTE,
);

test(
  "every expression that is shown anywhere returns data, or is listed with the reason why not",
  async () => {
    const open = new Set(expressions.filter((one) => whyNoData(one) === undefined));
    await eventually(
      "all have data",
      async () => {
        for (const one of open) {
          const answer = await ask(stack.prometheus.url, one.expression);
          if (answer.some(({ value }) => Number.isFinite(value))) open.delete(one);
        }
        return open.size === 0 || pause();
      },
      MINUTE,
    ).catch((error) => expect([error.message, ...open]).toEqual([]));
    const exceptions = expressions.filter((one) => whyNoData(one) !== undefined);
    for (const { expression } of exceptions) {
      expect(await ask(stack.prometheus.url, expression)).toEqual([]);
    }
    console.log(`${expressions.length} expressions, ${exceptions.length} of them with a reason`);
  },
  2 * MINUTE,
);

test("none is NaN, though one of the hosts is at rest", async () => {
  for (const { expression } of expressions) {
    const answer = await ask(stack.prometheus.url, expression);
    expect([expression, answer.filter(({ value }) => Number.isNaN(value))]).toEqual([
      expression,
      [],
    ]);
  }
});

test(
  "VictoriaMetrics answers the same queries with the same numbers",
  async () => {
    const { prometheus, victoriaMetrics } = stack;
    const servers = [prometheus.url, victoriaMetrics.url] as const;
    const open = new Set(expressions.filter((one) => whyNotCompared(one) === undefined));
    const compared = open.size;
    const differences = new Map<Expression, string>();
    await eventually(
      "all agree",
      async () => {
        const time = Date.now() / 1000 - 3;
        for (const one of open) {
          const difference = await differenceOf(one.expression, servers, time);
          if (difference === undefined) open.delete(one);
          else differences.set(one, difference);
        }
        return open.size === 0 || pause();
      },
      1.5 * MINUTE,
    ).catch((error) => {
      const left = [...open].map((one) => `${one.expression}: ${differences.get(one)}`);
      expect([error.message, ...left]).toEqual([]);
    });
    console.log(`${compared} of ${expressions.length} expressions compared`);
  },
  2 * MINUTE,
);

test("each of the dashboard's panels has numbers", async () => {
  expect(await printPanels(stack.prometheus.url)).toBeGreaterThan(20);
});
