import type { AppFigures, HeldWorker } from "../pool/reading.ts";
import { appName } from "../pool/values.ts";
import type { WorkerState } from "../types.ts";

/** The most apps that get a label value of their own while the process lives. */
export const MAX_APP_LABELS = 200;

/** The longest name that may be a label value, in UTF-16 units. */
export const MAX_APP_LABEL_LENGTH = 200;

/**
 * The declared label value under which all further apps are summed, and with them those whose name is
 * too long.
 */
export const OVERFLOW_APP = "(other)";

/** The figures of one label value. */
export interface AppGroup {
  app: string;
  workers: Record<WorkerState, number>;
  requests: number;
  errors?: number;
  responseSeconds?: number;
}

/** Gives apps their label values: its own to each that was seen early enough, the overflow to the rest. */
export class AppLabels {
  readonly #labels = new Set<string>();

  /**
   * Sums workers and figures by label value. Groups come in the order in which their apps were
   * first seen, the overflow last; an app that the pool has forgotten has none.
   */
  group(workers: Iterable<HeldWorker>, figures: Iterable<AppFigures>): AppGroup[] {
    const groups = new Map(Array.from(this.#labels, (label) => [label, new Tally(label)]));
    const other = new Tally(OVERFLOW_APP);
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
    const tally = new Tally(app);
    tallies.set(app, tally);
    this.#labels.add(app);
    return tally;
  }
}

function isLabel(app: string): boolean {
  return app !== OVERFLOW_APP && app.length <= MAX_APP_LABEL_LENGTH;
}

/** Sums one label value's figures, and knows whether there were any. */
class Tally {
  seen = false;
  readonly group: AppGroup;

  constructor(app: string) {
    const workers = { creating: 0, ready: 0, active: 0, idle: 0, terminated: 0 };
    this.group = { app, workers, requests: 0 };
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
