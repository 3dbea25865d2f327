import { AppCounts, appCountsState } from "../counters/app-counts.ts";
import type { LastCpuOf } from "../counters/app-cpu.ts";
import { Failures } from "../counters/failures.ts";
import { amount, anything, flag, type Guarded, listOf, shape } from "../counters/state.ts";
import { type AppFigures, type HeldWorker, isLive, type ThreadFigures } from "../pool/snapshot.ts";
import { appName } from "../pool/values.ts";
import { AppGroup, appGroupState } from "./app-group.ts";
import { CountedApp, countedAppState, type FiguresOfHeld } from "./counted-app.ts";

/** The most apps that have a label value of their own at a time. */
export const MAX_APP_LABELS = 200;

/** The longest name that may be a label value, in UTF-16 units. */
export const MAX_APP_LABEL_LENGTH = 200;

/**
 * The declared label value under which all further apps are summed, and with them those whose name is
 * too long.
 */
export const OVERFLOW_APP = "(other)";

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

/**
 * Counts apps and assigns label values: a value of its own while there are free ones, otherwise the overflow.
 * When all are in use, those of apps that the pool has forgotten are reassigned, and their counts move to
 * the overflow.
 */
export class AppLabels {
  /** What all apps have counted. */
  readonly all: AppCounts;
  readonly #groups = new Map<string, AppGroup>();
  readonly #other: AppGroup;
  readonly #apps = new Map<string, CountedApp>();
  // By their positions in the last reading: an app at the same position needs no lookup by its key.
  readonly #byWorker: (CountedApp | undefined)[] = [];
  readonly #byFigures: (CountedApp | undefined)[] = [];
  readonly #failures: Failures;
  #reading: number;
  #isOtherPool: boolean;

  /** @param state - From {@link state}, to continue. */
  constructor(state?: AppLabelsState) {
    this.all = new AppCounts(undefined, state?.all);
    this.#other = new AppGroup(OVERFLOW_APP, this.all, state?.other);
    this.#failures = new Failures(state?.failures);
    this.#reading = state?.reading ?? 0;
    this.#isOtherPool = state?.isOtherPool ?? false;
    for (const group of state?.groups ?? []) {
      this.#groups.set(group.app, new AppGroup(group.app, this.all, group));
    }
    for (const app of state?.apps ?? []) {
      const group = this.#groups.get(app.group) ?? this.#other;
      this.#apps.set(app.key, new CountedApp(app.key, group, app));
    }
  }

  get state(): AppLabelsState {
    return {
      all: this.all.state,
      groups: Array.from(this.#groups.values(), ({ state }) => state),
      other: this.#other.state,
      apps: Array.from(this.#apps.values(), ({ state }) => state),
      failures: this.#failures.state,
      reading: this.#reading,
      isOtherPool: this.#isOtherPool,
    };
  }

  /**
   * Counts a reading.
   *
   * @param figuresOf - Returns what is known of the thread of a worker that is or was held.
   * @returns All groups in the order in which their labels were given, the overflow last. One whose app
   * the pool has forgotten keeps its counters.
   */
  group(
    workers: readonly HeldWorker[],
    figures: readonly AppFigures[],
    figuresOf: FiguresOfHeld = () => UNKNOWN,
  ): AppGroup[] {
    this.#reading++;
    this.#other.isPresent = false;
    for (const group of this.#groups.values()) group.isPresent = false;
    this.#seeWorkers(workers);
    this.#seeFigures(figures);
    const lastCpuOf = (instance: object) =>
      figuresOf({ app: "", state: "active", instance }).cpuSeconds;
    this.#forget(lastCpuOf);
    this.#giveLabels();
    this.#hold(workers, figuresOf);
    this.#count(lastCpuOf);
    this.#countFailures(workers);
    const groups = [...this.#groups.values()];
    return this.#other.seenIn > 0 ? [...groups, this.#other] : groups;
  }

  /**
   * Counts workers that have failed since the previous reading: any reading may be the one that shows it.
   *
   * @param workers - Those of a pool that shows which have failed.
   */
  countFailures(workers: readonly HeldWorker[]): void {
    if (this.all.failures === undefined) this.all.addFailures(0);
    this.#countFailures(workers);
  }

  #countFailures(workers: readonly HeldWorker[]): void {
    this.#failures.next(workers, ({ app }) => this.#groupOf(appName(app)).counts.addFailures(1));
  }

  /**
   * Continues with another pool: for existing groups, what that pool has counted before its first reading
   * isn't added.
   */
  changePool(): void {
    this.#isOtherPool = this.#reading > 0;
  }

  #seeWorkers(workers: readonly HeldWorker[]): void {
    this.#byWorker.length = workers.length;
    for (let at = 0; at < workers.length; at++) {
      const { app: key, state, instance } = workers[at] as HeldWorker;
      const app = this.#find(key, this.#byWorker[at]) ?? this.#begin(key);
      const former = app.worker;
      app.see(this.#reading);
      app.isWorkerSeen = instance !== undefined || !isLive(state);
      // One that can't be seen is taken for the same: its CPU time must not count again.
      app.worker = instance ?? (isLive(state) ? former : undefined);
      this.#byWorker[at] = app;
    }
  }

  #seeFigures(figures: readonly AppFigures[]): void {
    this.#byFigures.length = figures.length;
    for (let at = 0; at < figures.length; at++) {
      const figure = figures[at] as AppFigures;
      const known = this.#find(figure.app, this.#byFigures[at]);
      // Of an unreadable row it matters only that the pool has not forgotten its app.
      const app = known ?? (figure.requests === undefined ? undefined : this.#begin(figure.app));
      this.#byFigures[at] = app;
      if (!app) continue;
      app.see(this.#reading);
      app.figures = figure;
    }
  }

  /** @param guess - The app that was at the key's place in the last reading. */
  #find(key: string, guess: CountedApp | undefined): CountedApp | undefined {
    return guess?.key === key ? guess : this.#apps.get(key);
  }

  #begin(key: string): CountedApp {
    const app = new CountedApp(key, this.#groupOf(appName(key)));
    this.#apps.set(key, app);
    return app;
  }

  #groupOf(name: string): AppGroup {
    return this.#groups.get(name) ?? this.#newGroup(name) ?? this.#other;
  }

  #newGroup(name: string): AppGroup | undefined {
    if (this.#groups.size >= MAX_APP_LABELS || !isLabel(name)) return undefined;
    const group = new AppGroup(name, this.all);
    this.#groups.set(name, group);
    return group;
  }

  /** Gives labels that the pool's apps no longer need to those that have waited for one. */
  #giveLabels(): void {
    for (const app of this.#apps.values()) {
      const isWaiting = app.group === this.#other && app.seenIn === this.#reading;
      if (!isWaiting || !isLabel(app.name)) continue;
      if (this.#groups.size >= MAX_APP_LABELS && !this.#takeLabel()) return;
      app.group = this.#groupOf(app.name);
      app.group.see(this.#reading);
    }
  }

  /** Takes back the label that has been unused for longest, if there is one. */
  #takeLabel(): boolean {
    let oldest: AppGroup | undefined;
    for (const group of this.#groups.values()) {
      if (group.seenIn < (oldest?.seenIn ?? this.#reading)) oldest = group;
    }
    if (!oldest) return false;
    this.#groups.delete(oldest.app);
    this.#other.see(this.#reading);
    this.#other.counts.absorb(oldest.counts);
    return true;
  }

  /** Lets go of apps that the pool has forgotten: what comes back has begun at 0. */
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

function isLabel(app: string): boolean {
  return app !== OVERFLOW_APP && app.length <= MAX_APP_LABEL_LENGTH;
}
