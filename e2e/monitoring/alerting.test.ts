import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { call, type HostProcess } from "./stack/host.ts";
import { pause } from "./stack/pause.ts";
import { ask } from "./stack/query.ts";
import { type Stack, startStack } from "./stack/stack.ts";

const MINUTE = 60_000;
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await call(stack.quiet, "hello");
}, MINUTE);

afterAll(() => stack?.stop(), MINUTE);

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
