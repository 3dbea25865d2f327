import { AppCounts, appCountsState } from "../counters/app-counts.ts";
import type { LastCpuOf } from "../counters/app-cpu.ts";
import { Failures } from "../counters/failures.ts";
import { amount, anything, flag, type Guarded, listOf, shape } from "../counters/state.ts";
import { type AppFigures, type HeldWorker, isLive, type ThreadFigures } from "../pool/snapshot.ts";
import { appName } from "../pool/values.ts";
import { type AppGroup, appGroupState } from "./app-group.ts";
import { AppGroups, isLabel } from "./app-groups.ts";
import { CountedApp, countedAppState, type FiguresOfHeld } from "./counted-app.ts";

/** The state of {@link AppLabels}. */
export const appLabelsState = shape({
  all: appCountsState,
  groups: listOf(appGroupState),
  other: appGroupState,
  apps: listOf(countedAppState),
  failures: listOf(anything),
  reading: amount,
  isOtherPool: flag,
});

type AppLabelsState = Guarded<typeof appLabelsState>;

const UNKNOWN: ThreadFigures = {};

/** Counts apps by label value: each under its own, or under the overflow while none is free. */
export class AppLabels {
  /** The counts of all apps together. */
  readonly all: AppCounts;
  readonly #groups: AppGroups;
  readonly #apps = new Map<string, CountedApp>();
  // By position in the last reading: an app at the same position needs no lookup by key.
  readonly #byWorker: (CountedApp | undefined)[] = [];
  readonly #byFigures: (CountedApp | undefined)[] = [];
  readonly #failures: Failures;
  #reading: number;
  /** Number of apps in that reading. */
  #seen = 0;
  #isOtherPool: boolean;

  /** @param state - From {@link state}, to continue. */
  constructor(state?: AppLabelsState) {
    this.all = new AppCounts(undefined, state?.all);
    this.#groups = new AppGroups(this.all, state);
    this.#failures = new Failures(state?.failures);
    this.#reading = state?.reading ?? 0;
    this.#isOtherPool = state?.isOtherPool ?? false;
    for (const app of state?.apps ?? []) {
      this.#apps.set(app.key, new CountedApp(app.key, this.#groups.of(app.group), app));
    }
  }

  get state(): AppLabelsState {
    return {
      all: this.all.state,
      ...this.#groups.state,
      apps: Array.from(this.#apps.values(), ({ state }) => state),
      failures: this.#failures.state,
      reading: this.#reading,
      isOtherPool: this.#isOtherPool,
    };
  }

  /**
   * Counts a reading.
   *
   * @param figuresOf - Returns the figures of the thread of a worker that is or was held.
   * @returns All groups in the order in which their labels were given, the overflow last. A group whose
   * app the pool has forgotten keeps its counters.
   */
  group(
    workers: readonly HeldWorker[],
    figures: readonly AppFigures[],
    figuresOf: FiguresOfHeld = () => UNKNOWN,
  ): AppGroup[] {
    this.#reading++;
    this.#seen = 0;
    this.#groups.begin();
    this.#seeWorkers(workers);
    this.#seeFigures(figures);
    const lastCpuOf = (instance: object) =>
      figuresOf({ app: "", state: "active", instance }).cpuSeconds;
    if (this.#seen < this.#apps.size) this.#forget(lastCpuOf);
    if (this.#groups.other.isPresent) this.#reassignLabels();
    this.#hold(workers, figuresOf);
    this.#count(lastCpuOf);
    this.#countFailures(workers);
    return this.#groups.inUse();
  }

  /**
   * Counts workers that have failed since the previous reading, which may not be a scrape.
   *
   * @param workers - The workers of a pool that reports which have failed.
   */
  countFailures(workers: readonly HeldWorker[]): void {
    if (this.all.failures === undefined) this.all.addFailures(0);
    this.#countFailures(workers);
  }

  #countFailures(workers: readonly HeldWorker[]): void {
    this.#failures.next(workers, ({ app }) => this.#groups.of(appName(app)).counts.addFailures(1));
  }

  /**
   * Continues with another pool, without adding to existing groups what it counted before its first reading.
   */
  changePool(): void {
    this.#isOtherPool = true;
  }

  #seeWorkers(workers: readonly HeldWorker[]): void {
    this.#byWorker.length = workers.length;
    for (let at = 0; at < workers.length; at++) {
      const { app: key, state, instance } = workers[at] as HeldWorker;
      const app = this.#find(key, this.#byWorker[at]) ?? this.#begin(key);
      const previous = app.worker;
      this.#see(app);
      app.isWorkerSeen = instance !== undefined || !isLive(state);
      // An unseen worker is assumed to be the same: its CPU time must not count again.
      app.worker = instance ?? (isLive(state) ? previous : undefined);
      this.#byWorker[at] = app;
    }
  }

  #seeFigures(figures: readonly AppFigures[]): void {
    this.#byFigures.length = figures.length;
    for (let at = 0; at < figures.length; at++) {
      const figure = figures[at] as AppFigures;
      const known = this.#find(figure.app, this.#byFigures[at]);
      // An unreadable row only shows that the pool has not forgotten its app.
      const app = known ?? (figure.requests === undefined ? undefined : this.#begin(figure.app));
      this.#byFigures[at] = app;
      if (!app) continue;
      this.#see(app);
      app.figures = figure;
    }
  }

  #see(app: CountedApp): void {
    if (app.see(this.#reading)) this.#seen++;
  }

  /** @param guess - The app at this position in the last reading. */
  #find(key: string, guess: CountedApp | undefined): CountedApp | undefined {
    return guess?.key === key ? guess : this.#apps.get(key);
  }

  #begin(key: string): CountedApp {
    const app = new CountedApp(key, this.#groups.of(appName(key)));
    this.#apps.set(key, app);
    return app;
  }

  /** Reassigns labels that are no longer needed to apps that are waiting for one. */
  #reassignLabels(): void {
    for (const app of this.#apps.values()) {
      if (app.group !== this.#groups.other || !isLabel(app.name)) continue;
      if (!this.#groups.makeRoom(this.#reading)) return;
      app.group = this.#groups.of(app.name);
      app.group.see(this.#reading);
    }
  }

  /** Removes apps that the pool has forgotten: if one comes back, it begins at 0. */
  #forget(lastCpuOf: LastCpuOf): void {
    for (const app of this.#apps.values()) {
      if (app.seenIn === this.#reading) continue;
      app.end(lastCpuOf);
      this.#apps.delete(app.key);
    }
  }

  #count(lastCpuOf: LastCpuOf): void {
    for (const app of this.#apps.values()) {
      if (this.#isOtherPool && !app.group.isNew) app.resume();
      else app.count(lastCpuOf);
    }
    this.#isOtherPool = false;
  }

  #hold(workers: readonly HeldWorker[], figuresOf: FiguresOfHeld): void {
    for (let at = 0; at < workers.length; at++) {
      const worker = workers[at] as HeldWorker;
      const app = this.#byWorker[at];
      if (!app) continue;
      const { group } = app;
      group.workers[worker.state]++;
      if (worker.failed !== undefined && group.counts.failures === undefined) {
        group.counts.addFailures(0);
      }
      if (isLive(worker.state)) app.addThread(worker, figuresOf);
    }
  }
}
