import { AppCounts, appCountsState } from "../counters/app-counts.ts";
import { amount, type Guarded, shape, text } from "../counters/state.ts";
import { type ThreadFigures, WORKER_STATES } from "../pool/snapshot.ts";
import type { WorkerState } from "../types.ts";
import { LabelSet } from "./labels.ts";

/** Sums of figures of an app's live workers; `undefined` if not known for any worker. */
interface GroupFigures {
  /** Bytes. */
  resident: number | undefined;
  heapUsed: number | undefined;
  /** Workers. */
  blocked: number | undefined;
}

/** The state of an {@link AppGroup}, without gauges: the next reading sets them. */
export const appGroupState = shape({
  app: text,
  counts: appCountsState,
  seenIn: amount,
});

export type AppGroupState = Guarded<typeof appGroupState>;

/** The series with one value of the label `app`. */
export class AppGroup {
  /** The labels of its series; the same objects at every scrape. */
  readonly labels: { app: LabelSet; states: Record<WorkerState, LabelSet> };
  readonly counts: AppCounts;
  /** Workers held in the last reading that had any of its apps. */
  readonly workers: Record<WorkerState, number>;
  /** Known memory and blocked workers in that reading. */
  readonly figures: GroupFigures = { resident: undefined, heapUsed: undefined, blocked: undefined };
  /** The number of that reading; 0 before the first. */
  seenIn: number;
  /** Whether it was first seen in that reading. */
  isNew = true;
  /** Whether that is the latest reading: the pool has not forgotten all of its apps. */
  isPresent = false;

  /**
   * @param all - Receives the counts of all groups.
   * @param state - From {@link state}, to continue.
   */
  constructor(
    readonly app: string,
    all: AppCounts,
    state?: AppGroupState,
  ) {
    const states = WORKER_STATES.map((state) => [state, new LabelSet({ app, state })] as const);
    this.labels = {
      app: new LabelSet({ app }),
      states: Object.fromEntries(states) as AppGroup["labels"]["states"],
    };
    this.counts = new AppCounts(all, state?.counts);
    this.seenIn = state?.seenIn ?? 0;
    this.workers = { creating: 0, ready: 0, active: 0, idle: 0, terminated: 0 };
  }

  get state(): AppGroupState {
    const { app, counts, seenIn } = this;
    return { app, counts: counts.state, seenIn };
  }

  /** Blocked workers in the latest reading; `undefined` if unknown. */
  get blocked(): number | undefined {
    return this.isPresent ? this.figures.blocked : undefined;
  }

  /** Records that a reading has one of its apps, and resets the gauges. */
  see(reading: number): void {
    if (this.seenIn === reading) return;
    this.isNew = this.seenIn === 0;
    this.seenIn = reading;
    this.isPresent = true;
    for (const state of WORKER_STATES) this.workers[state] = 0;
    this.figures.resident = undefined;
    this.figures.heapUsed = undefined;
    this.figures.blocked = undefined;
  }

  /** Adds the figures of a held worker's thread. */
  addFigures({ memory, blocked }: ThreadFigures): void {
    const { figures } = this;
    if (memory) {
      figures.resident = (figures.resident ?? 0) + memory.rss;
      figures.heapUsed = (figures.heapUsed ?? 0) + memory.heapUsed;
    }
    if (blocked !== undefined) figures.blocked = (figures.blocked ?? 0) + Number(blocked);
  }
}
