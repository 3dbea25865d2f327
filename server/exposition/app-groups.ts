import type { AppFigures, HeldWorker } from "../pool/snapshot.ts";
import { appName } from "../pool/values.ts";
import type { WorkerState } from "../types.ts";
import { LabelSet } from "./labels.ts";
import { LastingSum } from "./lasting-sum.ts";

/** The states that a held worker can be in, in the order of their samples. */
export const APP_STATES = ["creating", "ready", "active", "idle", "terminated"] as const;

/** The most apps that get a label value of their own while the process lives. */
export const MAX_APP_LABELS = 200;

/** The longest name that may be a label value, in UTF-16 units. */
export const MAX_APP_LABEL_LENGTH = 200;

/**
 * The declared label value under which all further apps are summed, and with them those whose name is
 * too long.
 */
export const OVERFLOW_APP = "(other)";

/** The labels of one label value's series, the same ones at every scrape. */
interface AppLabelSets {
  app: LabelSet;
  states: Record<WorkerState, LabelSet>;
}

/** The figures of one label value; they hold until the next grouping. */
export interface AppGroup {
  readonly app: string;
  readonly labels: AppLabelSets;
  readonly workers: Readonly<Record<WorkerState, number>>;
  readonly requests: number;
  readonly errors: number | undefined;
  readonly responseSeconds: number | undefined;
}

/** Gives apps their label values: its own to each that was seen early enough, the overflow to the rest. */
export class AppLabels {
  // Kept from scrape to scrape, and set to nothing at the beginning of each.
  readonly #tallies = new Map<string, Tally>();
  readonly #other = new Overflow(OVERFLOW_APP);

  /**
   * Sums workers and figures by label value. Groups come in the order in which their apps were
   * first seen, the overflow last; an app that the pool has forgotten has none.
   */
  group(workers: Iterable<HeldWorker>, figures: Iterable<AppFigures>): AppGroup[] {
    for (const tally of this.#tallies.values()) tally.clear();
    this.#other.clear();
    for (const figure of figures) this.#tallyOf(figure.app).addFigures(figure);
    for (const { app, state } of workers) this.#tallyOf(app).addWorker(state);
    this.#other.goOn();
    return [...this.#tallies.values(), this.#other].filter((tally) => tally.seen);
  }

  /** The tally of a key's readable name, which gets a label now if it has none and there is one left. */
  #tallyOf(key: string): Tally {
    const known = this.#tallies.get(key);
    if (known) return known;
    const app = appName(key);
    return (app === key ? undefined : this.#tallies.get(app)) ?? this.#begin(app) ?? this.#other;
  }

  #begin(app: string): Tally | undefined {
    if (this.#tallies.size >= MAX_APP_LABELS || !isLabel(app)) return undefined;
    const tally = new Tally(app);
    this.#tallies.set(app, tally);
    return tally;
  }
}

function isLabel(app: string): boolean {
  return app !== OVERFLOW_APP && app.length <= MAX_APP_LABEL_LENGTH;
}

function labelSetsOf(app: string): AppLabelSets {
  const states = APP_STATES.map((state) => [state, new LabelSet({ app, state })] as const);
  return {
    app: new LabelSet({ app }),
    states: Object.fromEntries(states) as AppLabelSets["states"],
  };
}

/** Sums one label value's figures, and knows whether there were any. */
class Tally implements AppGroup {
  seen = false;
  readonly labels: AppLabelSets;
  readonly workers = { creating: 0, ready: 0, active: 0, idle: 0, terminated: 0 };
  requests = 0;
  errors: number | undefined;
  responseSeconds: number | undefined;

  constructor(readonly app: string) {
    this.labels = labelSetsOf(app);
  }

  clear(): void {
    this.seen = false;
    for (const state of APP_STATES) this.workers[state] = 0;
    this.requests = 0;
    this.errors = undefined;
    this.responseSeconds = undefined;
  }

  addWorker(state: WorkerState): void {
    this.seen = true;
    this.workers[state]++;
  }

  addFigures({ requests, errors, responseSeconds }: AppFigures): void {
    this.seen = true;
    this.requests += requests;
    if (errors !== undefined) this.errors = (this.errors ?? 0) + errors;
    if (responseSeconds !== undefined) {
      this.responseSeconds = (this.responseSeconds ?? 0) + responseSeconds;
    }
  }
}

/** Sums what has no label of its own. An app's own counters may begin anew; of these nobody could tell. */
class Overflow extends Tally {
  readonly #requests = new LastingSum();
  readonly #errors = new LastingSum();
  readonly #responseSeconds = new LastingSum();

  /** Makes of the sums of now ones that never go down. */
  goOn(): void {
    this.requests = this.#requests.of(this.requests);
    const errors = this.#errors.of(this.errors ?? 0);
    if (this.errors !== undefined) this.errors = errors;
    const responseSeconds = this.#responseSeconds.of(this.responseSeconds ?? 0);
    if (this.responseSeconds !== undefined) this.responseSeconds = responseSeconds;
  }
}
