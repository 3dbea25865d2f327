import type { AppFigures, HeldWorker } from "../pool/reading.ts";
import { appName } from "../pool/values.ts";
import type { WorkerState } from "../types.ts";

/** The most apps that get a label value of their own while the process lives. */
export const MAX_APP_LABELS = 200;

/** The longest name that may be a label value, in UTF-16 units. */
export const MAX_APP_LABEL_LENGTH = 200;

/** The declared label value under which all further apps are summed; one so named is among them. */
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
    const groups = new Map<string, AppGroup>();
    for (const figure of figures) addFigures(this.#groupOf(groups, figure.app), figure);
    for (const { app, state } of workers) this.#groupOf(groups, app).workers[state]++;
    return [...this.#labels, OVERFLOW_APP].flatMap((label) => groups.get(label) ?? []);
  }

  #groupOf(groups: Map<string, AppGroup>, app: string): AppGroup {
    return groups.get(app) ?? this.#groupOfLabel(groups, this.#labelOf(app));
  }

  #groupOfLabel(groups: Map<string, AppGroup>, label: string): AppGroup {
    const group = groups.get(label) ?? emptyGroup(label);
    groups.set(label, group);
    return group;
  }

  #labelOf(key: string): string {
    if (this.#labels.has(key)) return key;
    if (this.#labels.size >= MAX_APP_LABELS) return OVERFLOW_APP;
    const app = appName(key);
    if (app.length > MAX_APP_LABEL_LENGTH || app === OVERFLOW_APP) return OVERFLOW_APP;
    this.#labels.add(app);
    return app;
  }
}

function addFigures(group: AppGroup, figures: AppFigures): void {
  const { requests, errors, responseSeconds } = figures;
  group.requests += requests;
  if (errors !== undefined) group.errors = (group.errors ?? 0) + errors;
  if (responseSeconds !== undefined) {
    group.responseSeconds = (group.responseSeconds ?? 0) + responseSeconds;
  }
}

function emptyGroup(app: string): AppGroup {
  const workers = { creating: 0, ready: 0, active: 0, idle: 0, terminated: 0 };
  return { app, workers, requests: 0 };
}
