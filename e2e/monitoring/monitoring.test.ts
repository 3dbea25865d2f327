import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventually } from "../eventually.ts";
import { differenceOf } from "./agreement.ts";
import { whyNoData, whyNotCompared } from "./exceptions.ts";
import { allExpressions, type Expression } from "./expressions.ts";
import { printPanels } from "./panel-numbers.ts";
import type { HostProcess } from "./stack/host.ts";
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

async function call({ url }: HostProcess, ...apps: string[]): Promise<void> {
  await Promise.all(apps.map((app) => fetch(`${url}/${app}/`).then((answer) => answer.text())));
}

/** Alerts that came to a receiver, by their labels. */
function received(alertname: string, host: HostProcess, status: "firing" | "resolved" = "firing") {
  return stack.receiver.alerts.filter(
    ({ labels, ...alert }) =>
      labels.alertname === alertname &&
      labels.instance === host.instance &&
      alert.status === status,
  );
}

/** What Prometheus says of an alert of an instance that has not gone to Alertmanager, too. */
function firing(alertname: string, { instance }: HostProcess) {
  const labels = `alertname="${alertname}", alertstate="firing", instance="${instance}"`;
  return ask(stack.prometheus.url, `max_over_time(ALERTS{${labels}}[10m])`);
}

async function pause(): Promise<false> {
  await Bun.sleep(400);
  return false;
}

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
  "saturating the pool raises BuntimePoolExhausted, which arrives and is resolved again",
  async () => {
    const { quiet } = stack;
    expect(received("BuntimePoolExhausted", quiet)).toEqual([]);
    const [alert] = await eventually(
      "the alert has arrived",
      async () => {
        await call(quiet, "hello", "clock", "dice", "echo");
        const alerts = received("BuntimePoolExhausted", quiet);
        return alerts.length > 0 ? alerts : pause();
      },
      MINUTE,
    );
    expect(alert).toMatchObject({
      receiver: "on-call",
      labels: { alertname: "BuntimePoolExhausted", severity: "critical", job: "buntime" },
      annotations: { summary: `${quiet.instance}: the worker pool is exhausted` },
    });
    await eventually(
      "it is resolved",
      async () => {
        await call(quiet, "hello");
        return received("BuntimePoolExhausted", quiet, "resolved").length > 0 || pause();
      },
      MINUTE,
    );
  },
  2 * MINUTE,
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

test(
  "killing a host raises BuntimeTargetDown, which arrives",
  async () => {
    const [, host] = stack.busy;
    await host.kill();
    const [alert] = await eventually(
      "the alert has arrived",
      async () => {
        const alerts = received("BuntimeTargetDown", host);
        return alerts.length > 0 ? alerts : pause();
      },
      MINUTE,
    );
    expect(alert).toMatchObject({ receiver: "on-call", labels: { severity: "critical" } });
  },
  2 * MINUTE,
);

test(
  "restarting a host raises BuntimeRestart once; a healthy host never raised it",
  async () => {
    const { quiet, busy } = stack;
    await stack.restartSecond();
    const host = busy[1];
    await eventually(
      "the alert has arrived",
      () => (received("BuntimeRestart", host).length > 0 ? true : pause()),
      MINUTE,
    );
    // Long enough for Alertmanager to say it again at every interval of the group.
    await Bun.sleep(5000);
    expect(received("BuntimeRestart", host)).toHaveLength(1);
    expect(received("BuntimeTargetDown", host, "resolved")).toHaveLength(1);
    for (const healthy of [quiet, busy[0]]) {
      expect(received("BuntimeRestart", healthy)).toEqual([]);
      expect(await firing("BuntimeRestart", healthy)).toEqual([]);
    }
    expect(await firing("BuntimeRestart", host)).toHaveLength(1);
  },
  2 * MINUTE,
);
