import { type OwnFigures, ownFiguresOf } from "../pool/instance.ts";
import type { AppFigures } from "../pool/snapshot.ts";
import type { AppCounts } from "./app-counts.ts";
import { growth } from "./monotonic.ts";
import { amount, type Guarded, hostObject, optional, shape } from "./state.ts";

/** The figures of an app or of one of its workers; they only grow while the pool remembers them. */
export type Figures = Pick<AppFigures, "requests" | "errors" | "responseSeconds">;

/** Figures of which the number of requests is known. */
const known = shape({
  requests: amount,
  errors: optional(amount),
  responseSeconds: optional(amount),
});

type Known = Guarded<typeof known>;

/** The state of an {@link AppCounter}. */
export const appCounterState = shape({
  requests: amount,
  errors: amount,
  responseSeconds: amount,
  worker: optional(hostObject),
  base: optional(known),
});

type AppCounterState = Guarded<typeof appCounterState>;

const NOTHING: Known = { requests: 0, errors: undefined, responseSeconds: undefined };

const NO_WORKER: OwnFigures = { requests: 0, errors: 0, responseSeconds: 0 };

/** Represents an app's worker that can't be seen and has no readable figures. */
export const UNSEEN_WORKER: object = {};

/**
 * Counts one app, reading by reading, from figures that the pool may lose.
 *
 * The real pool adds a live worker's figures to those of its predecessors, and forgets a worker's
 * figures when a request finds it unhealthy: the app's figures then drop to those of its predecessors. If workers can be
 * read, the last figures of a lost one are read from the worker itself, and its successor's are counted from 0, so that
 * only workers that no reading saw are missed. Otherwise a decrease adds nothing.
 */
export class AppCounter {
  // The last figures, in fields: with thousands of apps, another object for each would be expensive.
  #requests: number;
  #errors: number;
  #responseSeconds: number;
  #worker: object | undefined;
  /** The app's figures when its worker was spawned, if known. */
  #base: Known | undefined;

  /** @param state - From {@link state}, to continue. */
  constructor(state: Partial<AppCounterState> = { base: NOTHING }) {
    this.#requests = state.requests ?? 0;
    this.#errors = state.errors ?? 0;
    this.#responseSeconds = state.responseSeconds ?? 0;
    this.#worker = state.worker;
    this.#base = state.base;
  }

  get state(): AppCounterState {
    return {
      requests: this.#requests,
      errors: this.#errors,
      responseSeconds: this.#responseSeconds,
      worker: this.#worker,
      base: this.#base,
    };
  }

  /**
   * Counts the increases since the previous reading.
   *
   * @param figures - The app's current figures.
   * @param worker - Its live worker, whose own figures are part of them, or {@link UNSEEN_WORKER}.
   * @param counts - What the increases are added to.
   */
  next(figures: Figures, worker: object | undefined, counts: AppCounts): void {
    const isOther = worker !== this.#worker;
    // If the worker is the same, the pool has forgotten its predecessors.
    if (isOther || this.#isFall(figures)) {
      const base = less(figures, worker ? ownFiguresOf(worker) : NO_WORKER);
      if (base) this.#takeLost(base, counts);
      // What a worker counted while it couldn't be seen has already been counted.
      if (base && isOther && this.#isReadable) this.#take(base, counts);
      this.#worker = worker;
      this.#base = base;
    }
    this.#take(figures, counts);
  }

  /** Counts the remaining increases of an app that the pool has forgotten. */
  end(counts: AppCounts): void {
    this.#takeLost(NOTHING, counts);
  }

  /** Continues from another pool's figures, without adding them. */
  resume({ requests, errors = 0, responseSeconds = 0 }: Figures, worker: object | undefined): void {
    this.#requests = requests ?? 0;
    this.#errors = errors;
    this.#responseSeconds = responseSeconds;
    this.#worker = worker;
    this.#base = undefined;
  }

  #isFall({
    requests = Infinity,
    errors = Infinity,
    responseSeconds = Infinity,
  }: Figures): boolean {
    return (
      requests < this.#requests || errors < this.#errors || responseSeconds < this.#responseSeconds
    );
  }

  get #isReadable(): boolean {
    return !this.#worker || ownFiguresOf(this.#worker) !== undefined;
  }

  /** Counts the last figures of a worker if the remaining figures show that the pool has lost it. */
  #takeLost(left: Known, counts: AppCounts): void {
    const own = this.#worker && ownFiguresOf(this.#worker);
    if (!own || !this.#base) return;
    const last = plus(this.#base, own);
    if (last.requests > left.requests) this.#take(last, counts);
  }

  #take(figures: Figures, counts: AppCounts): void {
    const { requests = this.#requests, errors, responseSeconds } = figures;
    counts.add(
      growth(this.#requests, requests),
      errors === undefined ? undefined : growth(this.#errors, errors),
      responseSeconds === undefined ? undefined : growth(this.#responseSeconds, responseSeconds),
    );
    this.#requests = requests;
    if (errors !== undefined) this.#errors = errors;
    if (responseSeconds !== undefined) this.#responseSeconds = responseSeconds;
  }
}

function less(figures: Figures, own: OwnFigures | undefined): Known | undefined {
  if (!own || figures.requests === undefined) return undefined;
  const minus = (a: number | undefined, b: number) => a && Math.max(0, a - b);
  return {
    requests: Math.max(0, figures.requests - own.requests),
    errors: minus(figures.errors, own.errors),
    responseSeconds: minus(figures.responseSeconds, own.responseSeconds),
  };
}

function plus(figures: Known, own: OwnFigures): Known {
  return {
    requests: figures.requests + own.requests,
    errors: (figures.errors ?? 0) + own.errors,
    responseSeconds: (figures.responseSeconds ?? 0) + own.responseSeconds,
  };
}
