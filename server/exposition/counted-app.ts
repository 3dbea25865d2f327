import { AppCounter, appCounterState, UNSEEN_WORKER } from "../counters/app-counter.ts";
import { AppCpu, appCpuState, type LastCpuOf } from "../counters/app-cpu.ts";
import { type Guarded, shape, text } from "../counters/state.ts";
import type { AppFigures, HeldWorker, ThreadFigures } from "../pool/snapshot.ts";
import { appName } from "../pool/values.ts";
import type { AppGroup } from "./app-group.ts";

/** Returns the figures of the thread of a worker that is or was held. */
export type FiguresOfHeld = (worker: HeldWorker) => ThreadFigures;

/** The state of a {@link CountedApp}; `group` is the label that it is counted under. */
export const countedAppState = shape({
  key: text,
  group: text,
  counter: appCounterState,
  cpu: appCpuState,
});

type CountedAppState = Guarded<typeof countedAppState>;

const UNKNOWN: ThreadFigures = {};

/** An app that the pool had at the last reading. */
export class CountedApp {
  readonly name: string;
  seenIn = 0;
  figures: AppFigures | undefined;
  worker: object | undefined;
  isWorkerSeen = true;
  readonly #counter: AppCounter;
  readonly #cpu: AppCpu;
  #cpuSeconds: number | undefined;
  /** The figures of `threadOf`'s thread, cached because looking them up costs more than reading them. */
  #thread = UNKNOWN;
  #threadOf: object | undefined;

  /**
   * @param key - The pool's key.
   * @param state - From {@link state}, to continue.
   */
  constructor(
    readonly key: string,
    public group: AppGroup,
    state?: CountedAppState,
  ) {
    this.name = appName(key);
    this.#counter = new AppCounter(state?.counter);
    this.#cpu = new AppCpu(state?.cpu);
    this.worker = state?.cpu.worker;
  }

  get state(): CountedAppState {
    const { key, group } = this;
    return { key, group: group.app, counter: this.#counter.state, cpu: this.#cpu.state };
  }

  /** Records that a reading has it; returns whether for the first time. */
  see(reading: number): boolean {
    if (this.seenIn === reading) return false;
    this.seenIn = reading;
    this.figures = undefined;
    this.worker = undefined;
    this.isWorkerSeen = true;
    this.#cpuSeconds = undefined;
    this.group.see(reading);
    return true;
  }

  /** Adds the figures of a live worker's thread. */
  addThread(worker: HeldWorker, figuresOf: FiguresOfHeld): void {
    if (worker.instance === undefined || worker.instance !== this.#threadOf) {
      this.#thread = figuresOf(worker);
      this.#threadOf = worker.instance;
    }
    this.group.addFigures(this.#thread);
    const { cpuSeconds } = this.#thread;
    if (cpuSeconds !== undefined) this.#cpuSeconds = (this.#cpuSeconds ?? 0) + cpuSeconds;
  }

  /** Counts the increases in the reading. */
  count(lastCpuOf: LastCpuOf): void {
    const { figures, worker, group } = this;
    this.#cpu.next(this.#cpuSeconds, worker, lastCpuOf, group.counts);
    const counted = this.isWorkerSeen ? worker : UNSEEN_WORKER;
    if (figures) this.#counter.next(figures, counted, group.counts);
  }

  /** Continues from another pool's reading, without adding it. */
  resume(): void {
    this.#cpu.resume(this.#cpuSeconds, this.worker);
    if (this.figures) this.#counter.resume(this.figures, this.worker);
  }

  /** Counts its remaining increases after the pool has forgotten it. */
  end(lastCpuOf: LastCpuOf): void {
    const { counts } = this.group;
    this.#cpu.next(undefined, undefined, lastCpuOf, counts);
    this.#counter.end(counts);
  }
}
