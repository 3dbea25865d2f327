import { AppCounter } from "../counters/app-counter.ts";
import { AppCounts } from "../counters/app-counts.ts";
import { AppCpu, type LastCpuOf } from "../counters/app-cpu.ts";
import { Failures } from "../counters/failures.ts";
import { type AppFigures, type HeldWorker, isLive, type ThreadFigures } from "../pool/snapshot.ts";
import { appName } from "../pool/values.ts";
import { AppGroup } from "./app-group.ts";

/** The most apps that have a label value of their own at a time. */
export const MAX_APP_LABELS = 200;

/** The longest name that may be a label value, in UTF-16 units. */
export const MAX_APP_LABEL_LENGTH = 200;

/**
 * The declared label value under which all further apps are summed, and with them those whose name is
 * too long.
 */
export const OVERFLOW_APP = "(other)";

/** An app that the pool had at the last reading, by the pool's key. */
interface App {
  readonly name: string;
  readonly counter: AppCounter;
  group: AppGroup;
  seenIn: number;
  figures: AppFigures | undefined;
  worker: object | undefined;
  readonly cpu: AppCpu;
  cpuSeconds: number | undefined;
  /** The figures of a worker's thread, kept since looking them up costs more than reading them. */
  thread: { of: object | undefined; figures: ThreadFigures };
}

const UNKNOWN: ThreadFigures = {};

type FiguresOfHeld = (worker: HeldWorker) => ThreadFigures;

/**
 * Counts apps and assigns label values: an own value while there are free ones, otherwise the overflow.
 * When all are in use, those of apps that the pool has forgotten are reassigned, and their counts move to
 * the overflow.
 */
export class AppLabels {
  /** What all apps have counted. */
  readonly all = new AppCounts();
  readonly #groups = new Map<string, AppGroup>();
  readonly #other = new AppGroup(OVERFLOW_APP, this.all);
  readonly #apps = new Map<string, App>();
  readonly #failures = new Failures();
  #reading = 0;
  #isOtherPool = false;

  /**
   * Counts a reading.
   *
   * @param figuresOf - Returns what is known of the thread of a worker that is or was held.
   * @returns All groups in the order in which their labels were given, the overflow last. One whose app
   * the pool has forgotten keeps its counters.
   */
  group(
    workers: Iterable<HeldWorker>,
    figures: Iterable<AppFigures>,
    figuresOf: FiguresOfHeld = () => UNKNOWN,
  ): AppGroup[] {
    this.#reading++;
    this.#other.isPresent = false;
    for (const group of this.#groups.values()) group.isPresent = false;
    for (const { app, state, instance } of workers) {
      const former = this.#apps.get(app)?.worker;
      // While the pool's cache can't be read, a live worker is taken for the same: it must not count again.
      this.#see(app).worker = instance ?? (isLive(state) ? former : undefined);
    }
    for (const figure of figures) {
      // Of an unreadable row it matters only that the pool has not forgotten its app.
      if (figure.requests === undefined && !this.#apps.has(figure.app)) continue;
      this.#see(figure.app).figures = figure;
    }
    const lastCpuOf = (instance: object) =>
      figuresOf({ app: "", state: "active", instance }).cpuSeconds;
    this.#forget(lastCpuOf);
    this.#giveLabels();
    this.#hold(workers, figuresOf);
    this.#count(lastCpuOf);
    this.countFailures(workers);
    const groups = [...this.#groups.values()];
    return this.#other.seenIn > 0 ? [...groups, this.#other] : groups;
  }

  /** Counts workers that have failed since the reading before: any reading may be the one to see it. */
  countFailures(workers: Iterable<HeldWorker>): void {
    this.#failures.next(workers, ({ app }) => this.#groupOf(appName(app)).counts.addFailures(1));
  }

  /**
   * Goes on with another pool: of groups that were there before, what that one has counted before its
   * first reading isn't added.
   */
  changePool(): void {
    this.#isOtherPool = this.#reading > 0;
  }

  #see(key: string): App {
    const app = this.#apps.get(key) ?? this.#begin(key);
    if (app.seenIn !== this.#reading) {
      app.seenIn = this.#reading;
      app.figures = undefined;
      app.worker = undefined;
      app.cpuSeconds = undefined;
      app.group.see(this.#reading);
    }
    return app;
  }

  #begin(key: string): App {
    const name = appName(key);
    const app: App = {
      ...{ name, counter: new AppCounter(), group: this.#groupOf(name), seenIn: 0 },
      ...{ figures: undefined, worker: undefined, cpu: new AppCpu(), cpuSeconds: undefined },
      thread: { of: undefined, figures: UNKNOWN },
    };
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
    for (const [key, { counter, cpu, group, seenIn }] of this.#apps) {
      if (seenIn === this.#reading) continue;
      cpu.next(undefined, undefined, lastCpuOf, group.counts);
      if (!this.#isOtherPool) counter.end(group.counts);
      this.#apps.delete(key);
    }
  }

  #count(lastCpuOf: LastCpuOf): void {
    for (const { counter, cpu, cpuSeconds, group, figures, worker } of this.#apps.values()) {
      const resumes = this.#isOtherPool && !group.isNew;
      if (resumes) cpu.resume(cpuSeconds, worker);
      else cpu.next(cpuSeconds, worker, lastCpuOf, group.counts);
      if (!figures) continue;
      if (resumes) counter.resume(figures, worker);
      else counter.next(figures, worker, group.counts);
    }
    this.#isOtherPool = false;
  }

  #hold(workers: Iterable<HeldWorker>, figuresOf: FiguresOfHeld): void {
    for (const worker of workers) {
      const app = this.#apps.get(worker.app);
      const group = app?.group ?? this.#other;
      group.workers[worker.state]++;
      if (worker.failed !== undefined && group.counts.failures === undefined) {
        group.counts.addFailures(0);
      }
      if (app && isLive(worker.state)) this.#addThread(app, worker, figuresOf);
    }
  }

  #addThread(app: App, worker: HeldWorker, figuresOf: FiguresOfHeld): void {
    const { thread } = app;
    if (worker.instance === undefined || worker.instance !== thread.of) {
      thread.figures = figuresOf(worker);
      thread.of = worker.instance;
    }
    const { figures } = thread;
    app.group.addFigures(figures);
    const { cpuSeconds } = figures;
    if (cpuSeconds !== undefined) app.cpuSeconds = (app.cpuSeconds ?? 0) + cpuSeconds;
  }
}

function isLabel(app: string): boolean {
  return app !== OVERFLOW_APP && app.length <= MAX_APP_LABEL_LENGTH;
}
