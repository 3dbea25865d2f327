import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Alertmanager, startAlertmanager } from "./alertmanager.ts";
import { type Guard, startGuard } from "./guard.ts";
import { type HostProcess, startHostProcess } from "./host.ts";
import { freePorts } from "./ports.ts";
import { type Prometheus, startPrometheus } from "./prometheus.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { startVictoriaMetrics, type VictoriaMetrics } from "./victoria-metrics.ts";

/** Everything that the monitoring kit speaks of, running for real on this machine. */
export interface Stack {
  /** A host with a pool of 3 and no load: it does what the test asks of it, and nothing else. */
  quiet: HostProcess;
  /** Two hosts under simulated load. */
  busy: [HostProcess, HostProcess];
  /** A host whose Prometheus endpoint is off. */
  closed: HostProcess;
  /** The quiet host once more, behind a guard that wants a credential. */
  guard: Guard;
  receiver: Receiver;
  alertmanager: Alertmanager;
  prometheus: Prometheus;
  victoriaMetrics: VictoriaMetrics;
  /** Starts the second busy host anew, on its port, after it was killed. */
  restartSecond(): Promise<void>;
  stop(): Promise<void>;
}

const UNDER_LOAD = ["--pool-size", "20", "--load", "light"];

/** Starts all, on free ports of the loopback address; what was started is ended when one fails. */
export async function startStack(): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "monitoring-"));
  const started: { stop(): Promise<void> }[] = [];
  const keep = async <T extends { stop(): Promise<void> }>(starting: T | Promise<T>) => {
    const one = await starting;
    started.push(one);
    return one;
  };
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await startAll(folder, keep)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Keep = <T extends { stop(): Promise<void> }>(starting: T | Promise<T>) => Promise<T>;

async function startAll(folder: string, keep: Keep): Promise<Omit<Stack, "stop">> {
  const ports = freePorts(9);
  const port = (index: number) => ports[index] ?? 0;
  const second = () => keep(startHostProcess(port(2), ...UNDER_LOAD));
  const [quiet, first, another, closed] = await Promise.all([
    keep(startHostProcess(port(0), "--pool-size", "3", "--load", "off")),
    keep(startHostProcess(port(1), ...UNDER_LOAD)),
    second(),
    keep(startHostProcess(port(3), "--prometheus", "off", "--load", "off")),
  ]);
  const targets = [quiet, first, another].map(({ instance }) => instance);
  const receiver = await keep(startReceiver(port(4)));
  const alertmanager = await keep(startAlertmanager(folder, port(5), receiver.url));
  const token = crypto.randomUUID();
  const guard = await keep(startGuard(port(8), quiet.url, token));
  const targeted = { targets, closed: closed.instance, guarded: guard.address, token };
  const [prometheus, victoriaMetrics] = await Promise.all([
    keep(
      startPrometheus({ folder, port: port(6), alertmanager: alertmanager.address, ...targeted }),
    ),
    keep(startVictoriaMetrics(folder, port(7), targets)),
  ]);
  const busy: [HostProcess, HostProcess] = [first, another];
  const restartSecond = async () => {
    busy[1] = await second();
  };
  return {
    quiet,
    busy,
    closed,
    guard,
    receiver,
    alertmanager,
    prometheus,
    victoriaMetrics,
    restartSecond,
  };
}
