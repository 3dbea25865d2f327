import { rm } from "node:fs/promises";
import { join } from "node:path";
import { makeTempFolder } from "../../../testing/temp-folder.ts";
import { Matrix } from "../matrix/run.ts";
import type { State } from "../matrix/states.ts";
import { startAlertmanager } from "./alertmanager.ts";
import type { Divisor } from "./divided.ts";
import { type History, historyOf, importHistory, storeHistory } from "./history.ts";
import { HostProcess } from "./host.ts";
import type { Program } from "./program.ts";
import { type Prometheus, startPrometheus } from "./prometheus.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { runVictoria } from "./servers.ts";

/** Everything that the monitoring kit is about, running on this machine. */
export interface Stack {
  matrix: Matrix;
  receiver: Receiver;
  prometheus: Prometheus;
  victoriaMetrics: Program;
  /** The same past in both of them. */
  history: History;
  stop(): Promise<void>;
}

/** Starts everything, on ports that the system chooses; if one part fails, the others are stopped. */
export async function startStack(states: readonly State[], divisor: Divisor): Promise<Stack> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    // Prometheus first: it would report the others as down.
    for (const one of stops.reverse()) await one();
  };
  try {
    const { path: folder } = await makeTempFolder();
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const matrix = await Matrix.start(states, divisor);
    stops.push(() => matrix[Symbol.asyncDispose]());
    const history = await pastOf(matrix);
    await storeHistory(history, join(folder, "prometheus"));
    const receiver = startReceiver();
    stops.push(() => receiver.stop());
    const key = crypto.randomUUID();
    const guarded = await HostProcess.start({ auth: "host", rootKey: key });
    stops.push(() => guarded.stop());
    const [alertmanager, victoriaMetrics] = await Promise.all([
      startAlertmanager(folder, receiver.url, divisor),
      runVictoria("victoriaMetrics", [`-storageDataPath=${join(folder, "victoria-metrics")}`]),
    ]);
    stops.push(() => Promise.all([alertmanager.stop(), victoriaMetrics.stop()]));
    await importHistory(history, victoriaMetrics.url);
    const prometheus = await startPrometheus({
      folder,
      alertmanager: alertmanager.address,
      environments: matrix.environments,
      guarded: guarded.instance,
      key,
      divisor,
    });
    stops.push(() => prometheus.stop());
    return { matrix, receiver, prometheus, victoriaMetrics, history, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A past that has every family in it, of an idle host and of one that has served requests. */
async function pastOf(matrix: Matrix): Promise<History> {
  const busy = matrix.host("demo load");
  await Promise.all(["hello", "fails", "lambda"].map((app) => busy.call(app)));
  const scrape = async (name: string) => {
    const answer = await fetch(`${matrix.host(name).url}/metrics/api/metrics/prometheus`);
    return answer.text();
  };
  return historyOf({ fresh: await scrape("fresh"), "demo load": await scrape("demo load") });
}
