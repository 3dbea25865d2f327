import type { AppFigures, HeldWorker } from "../pool/reading.ts";
import { appName } from "../pool/values.ts";
import type { WorkerState } from "../types.ts";
import { LabelSet } from "./labels.ts";

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

/** The figures of one label value. */
export interface AppGroup {
  app: string;
  labels: AppLabelSets;
  workers: Record<WorkerState, number>;
  requests: number;
  errors?: number;
  responseSeconds?: number;
}

/** Gives apps their label values: its own to each that was seen early enough, the overflow to the rest. */
export class AppLabels {
  readonly #labels = new Map<string, AppLabelSets>();
  readonly #overflow = labelSetsOf(OVERFLOW_APP);

  /**
   * Sums workers and figures by label value. Groups come in the order in which their apps were
   * first seen, the overflow last; an app that the pool has forgotten has none.
   */
  group(workers: Iterable<HeldWorker>, figures: Iterable<AppFigures>): AppGroup[] {
    const groups = new Map<string, Tally>();
    for (const [app, labels] of this.#labels) groups.set(app, new Tally(app, labels));
    const other = new Tally(OVERFLOW_APP, this.#overflow);
    const tallyOf = (app: string) => groups.get(app) ?? this.#tallyOf(groups, app) ?? other;
    for (const figure of figures) tallyOf(figure.app).addFigures(figure);
    for (const { app, state } of workers) tallyOf(app).addWorker(state);
    return [...groups.values(), other].filter((tally) => tally.seen).map((tally) => tally.group);
  }

  /** The tally of a key's readable name, which gets a label now if it has none and there is one left. */
  #tallyOf(tallies: Map<string, Tally>, key: string): Tally | undefined {
    const app = appName(key);
    const known = app === key ? undefined : tallies.get(app);
    if (known) return known;
    if (this.#labels.size >= MAX_APP_LABELS || !isLabel(app)) return undefined;
    const labels = labelSetsOf(app);
    const tally = new Tally(app, labels);
    tallies.set(app, tally);
    this.#labels.set(app, labels);
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
class Tally {
  seen = false;
  readonly group: AppGroup;

  constructor(app: string, labels: AppLabelSets) {
    const workers = { creating: 0, ready: 0, active: 0, idle: 0, terminated: 0 };
    this.group = { app, labels, workers, requests: 0 };
  }

  addWorker(state: WorkerState): void {
    this.seen = true;
    this.group.workers[state]++;
  }

  addFigures({ requests, errors, responseSeconds }: AppFigures): void {
    const { group } = this;
    this.seen = true;
    group.requests += requests;
    if (errors !== undefined) group.errors = (group.errors ?? 0) + errors;
    if (responseSeconds !== undefined) {
      group.responseSeconds = (group.responseSeconds ?? 0) + responseSeconds;
    }
  }
}
