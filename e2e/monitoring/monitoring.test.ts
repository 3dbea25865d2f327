import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { differenceOf } from "./agreement.ts";
import { allExpressions, type Expression, untilNoneHas } from "./expressions.ts";
import { statesOf } from "./matrix/states.ts";
import { firstOf, type Row, tableOf } from "./matrix/table.ts";
import { ask } from "./stack/query.ts";
import { type Target, targetsOf } from "./stack/servers.ts";
import { type Stack, startStack } from "./stack/stack.ts";

const MINUTE = 60_000;
/** A test that takes longer hangs; the runner then ends the hosts too. */
const LIMIT = 6 * MINUTE;

/** All states, for as long as a vanished target takes; or those of the check, for as long as they take. */
const FULL = process.env.MATRIX === "full";
const RUN_MINUTES = FULL ? 85 : 33;

/** Two seconds correspond to a minute; on a machine too busy for that many scrapes, six do. */
const DIVISOR = 30;
const SLOWER = 10;

let stack: Stack;
let run: Promise<void>;
let expressions: Expression[];

beforeAll(async () => {
  expressions = await allExpressions();
  await start(DIVISOR);
}, 5 * MINUTE);

afterAll(() => stack?.stop(), MINUTE);

async function start(divisor: number): Promise<void> {
  stack = await startStack(statesOf(FULL), divisor);
  run = stack.matrix.run(RUN_MINUTES, stack.prometheus.setTargets);
}

test(
  "every target of the kit's configuration is scraped, and prometheus: false shows as down with 404",
  async () => {
    const isOff = ({ labels }: Target) =>
      labels.instance === stack.matrix.host("scrape off").instance;
    const targets = await eventually("all are scraped", async () => {
      const found = await targetsOf(stack.prometheus);
      const ours = found.filter(({ labels }) => labels.job === "buntime");
      return ours.every((one) => one.health === (isOff(one) ? "down" : "up")) && ours;
    });
    const off = "server returned HTTP status 404 Not Found";
    expect(targets.filter(isOff).map(({ lastError }) => lastError)).toEqual([off, off]);
  },
  LIMIT,
);

test(
  "a host with auth: host is scraped with a key, and responds with 401 without one",
  async () => {
    const [stranger] = await eventually("both are scraped", async () => {
      const targets = await targetsOf(stack.prometheus);
      const [stranger, known] = ["stranger", "guarded"].map((job) =>
        targets.find(({ labels }) => labels.job === job),
      );
      return stranger?.health === "down" && known?.health === "up" && [stranger];
    });
    expect(stranger?.lastError).toBe("server returned HTTP status 401 Unauthorized");
  },
  LIMIT,
);

test(
  "every expression that is shown anywhere returns data, and never NaN",
  async () => {
    await untilNoneHas(expressions, async (expression) => {
      const values = (await ask(stack.prometheus.url, expression)).map(({ value }) => value);
      if (values.some(Number.isNaN)) return "NaN";
      return values.some(Number.isFinite) ? undefined : "no data";
    });
    console.log(`${expressions.length} expressions`);
  },
  LIMIT,
);

test(
  "VictoriaMetrics and Prometheus return the same from the same samples",
  async () => {
    const { prometheus, victoriaMetrics, history } = stack;
    const servers = [prometheus.url, victoriaMetrics.url] as const;
    // Recorded series are not in the past of a server that did not run then.
    const compared = expressions.filter(
      ({ expression }) => !/\b(job|job_app|instance|instance_app):/.test(expression),
    );
    await untilNoneHas(compared, (expression) => differenceOf(expression, servers, history.time));
    console.log(`${compared.length} of ${expressions.length} expressions compared`);
  },
  LIMIT,
);

/** What reached the receivers and what Alertmanager held back, by state. */
async function rowsOfRun(): Promise<Row[]> {
  const fired = await ask(
    stack.prometheus.url,
    'count by (environment, alertname) (max_over_time(ALERTS{alertstate="firing"}[30m]))',
  );
  const alerts = stack.receiver.alerts.filter(({ at }) => stack.matrix.isDuring(at));
  return stack.matrix.expected.map(({ name }) => {
    const received = firstOf(alerts, name, (at) => stack.matrix.minutesTo(at));
    const inhibited = fired
      .filter(({ metric }) => metric.environment === name)
      .map(({ metric }) => metric.alertname ?? "")
      .filter((alert) => !received.some((one) => one.alert === alert));
    return { state: name, received, inhibited };
  });
}

/** How often a host that was up all the time could not be scraped. */
async function lostScrapes(): Promise<number> {
  const up = 'up{job="buntime", environment!~"restart.*|scrape off|one of three down"}';
  const [lost] = await ask(stack.prometheus.url, `sum(count_over_time((${up} == 0)[30m:1s]))`);
  return lost?.value ?? 0;
}

test(
  "in every state, exactly the expected alerts are delivered",
  async () => {
    await run;
    if ((await lostScrapes()) > 0) {
      console.log(`too busy to be scraped every ${60 / DIVISOR} s: again, every ${60 / SLOWER} s`);
      await stack.stop();
      await start(SLOWER);
      await run;
    }
    const rows = await rowsOfRun();
    console.log(tableOf(rows));
    for (const { name, must, may = [] } of stack.matrix.expected) {
      // The check's run is shorter than the hour that a vanished target needs.
      if (name === "vanishes" && !FULL) continue;
      const alerts = rows.find(({ state }) => state === name)?.received ?? [];
      const names = alerts.map(({ alert }) => alert);
      const counted = names.filter((alert) => must.includes(alert) || !may.includes(alert));
      expect([name, counted.sort()]).toEqual([name, must.toSorted()]);
    }
  },
  15 * MINUTE,
);

test("critical alerts go to on-call and others to the team, with every label filled in", () => {
  expect(stack.receiver.alerts.length).toBeGreaterThanOrEqual(5);
  for (const { receiver, labels, annotations } of stack.receiver.alerts) {
    expect(receiver).toBe(labels.severity === "critical" ? "on-call" : "team");
    const texts = [annotations.summary, annotations.description].join("\n");
    expect(texts).not.toMatch(/\{\{|<no value>|error calling/);
    expect(texts).not.toMatch(/^ ?:/);
  }
});

test(
  "an alert is reported as resolved once its cause is gone",
  async () => {
    const resolved = () =>
      stack.receiver.alerts.some(
        ({ status, labels }) =>
          status === "resolved" &&
          labels.environment === "thrash" &&
          labels.alertname === "BuntimePoolExhausted",
      );
    await eventually("it is resolved", resolved, 4 * MINUTE);
  },
  LIMIT,
);
