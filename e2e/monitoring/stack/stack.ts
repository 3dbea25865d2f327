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

/** The programs of the monitoring kit, running on this machine. */
export interface Stack {
  matrix: Matrix;
  receiver: Receiver;
  prometheus: Prometheus;
  victoriaMetrics: Program;
  /** The same history in both. */
  history: History;
  stop(): PromiseLike<void>;
}

/** Starts everything, on ports that the system chooses; if one part fails, the others are stopped. */
export async function startStack(states: readonly State[], divisor: Divisor): Promise<Stack> {
  // They are stopped in reverse, Prometheus first: it would report the others as down.
  await using parts = new AsyncDisposableStack();
  const stopped = <T extends { stop(): Promise<void> }>(one: T): T => {
    parts.defer(() => one.stop());
    return one;
  };
  const { path: folder } = parts.use(await makeTempFolder());
  const matrix = parts.use(await Matrix.start(states, divisor));
  const history = await pastOf(matrix);
  await storeHistory(history, join(folder, "prometheus"));
  const key = crypto.randomUUID();
  const guarded = stopped(await HostProcess.start({ auth: "host", rootKey: key }));
  const receiver = stopped(startReceiver());
  const alertmanager = stopped(await startAlertmanager(folder, receiver.url, divisor));
  const storage = `-storageDataPath=${join(folder, "victoria-metrics")}`;
  const victoriaMetrics = stopped(await runVictoria("victoriaMetrics", [storage]));
  await importHistory(history, victoriaMetrics.url);
  const prometheus = stopped(
    await startPrometheus({
      folder,
      alertmanager: alertmanager.address,
      environments: matrix.environments,
      guarded: guarded.instance,
      key,
      divisor,
    }),
  );
  const all = parts.move();
  return {
    matrix,
    receiver,
    prometheus,
    victoriaMetrics,
    history,
    stop: () => all.disposeAsync(),
  };
}

/** A history with every family, of an idle host and of one that has served requests. */
async function pastOf(matrix: Matrix): Promise<History> {
  const busy = matrix.host("demo load");
  await Promise.all(["hello", "fails", "lambda"].map((app) => busy.call(app)));
  const scrape = async (name: string) => {
    const answer = await fetch(`${matrix.host(name).url}/metrics/api/metrics/prometheus`);
    return answer.text();
  };
  return historyOf({ fresh: await scrape("fresh"), "demo load": await scrape("demo load") });
}
