import { amount, type Guarded, optional, shape } from "./state.ts";

/** The state of {@link AppCounts}. */
export const appCountsState = shape({
  requests: amount,
  successes: amount,
  errors: optional(amount),
  failures: optional(amount),
  responseSeconds: optional(amount),
  cpuSeconds: optional(amount),
});

type AppCountsState = Guarded<typeof appCountsState>;

/** The counts of one app, or of several together. They never decrease. */
export class AppCounts {
  requests: number;
  /**
   * Requests that succeeded or are in progress. A request is counted before it can fail, so requests minus errors may
   * decrease; this doesn't.
   */
  successes: number;
  /** `undefined` if failed requests aren't counted. */
  errors: number | undefined;
  /** Failed workers; `undefined` if failures are unknown. */
  failures: number | undefined;
  #responseSeconds: number | undefined;
  #cpuSeconds: number | undefined;

  /**
   * @param whole - The total that these counts are part of; it is increased too.
   * @param state - From {@link state}, to continue; `whole` has it already.
   */
  constructor(
    readonly whole?: AppCounts,
    state: Partial<AppCountsState> = {},
  ) {
    this.requests = state.requests ?? 0;
    this.successes = state.successes ?? 0;
    this.errors = state.errors;
    this.failures = state.failures;
    this.#responseSeconds = state.responseSeconds;
    this.#cpuSeconds = state.cpuSeconds;
  }

  /** All counts. */
  get state(): AppCountsState {
    const { requests, successes, errors, failures } = this;
    const [responseSeconds, cpuSeconds] = [this.#responseSeconds, this.#cpuSeconds];
    return { requests, successes, errors, failures, responseSeconds, cpuSeconds };
  }

  /** Response times of the requests that succeeded; `undefined` if unknown. */
  get responseSeconds(): number | undefined {
    // A sum of fractions, rounded to the pool's resolution of 10 microseconds.
    const seconds = this.#responseSeconds;
    return seconds === undefined ? undefined : Math.round(seconds * 1e5) / 1e5;
  }

  /** CPU time of workers; `undefined` if unknown. */
  get cpuSeconds(): number | undefined {
    const seconds = this.#cpuSeconds;
    return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
  }

  /** Adds increases; an unknown one leaves its counter unchanged. */
  add(requests: number, errors: number | undefined, responseSeconds: number | undefined): void {
    this.#add(requests, errors, responseSeconds);
    this.whole?.add(requests, errors, responseSeconds);
  }

  /** Adds failed workers; 0 means that failures are known. */
  addFailures(failures: number): void {
    this.failures = (this.failures ?? 0) + failures;
    this.whole?.addFailures(failures);
  }

  /** Adds CPU seconds; 0 means that they are known. */
  addCpu(seconds: number): void {
    this.#cpuSeconds = (this.#cpuSeconds ?? 0) + seconds;
    this.whole?.addCpu(seconds);
  }

  /** Adds the counts of another part of the same total. */
  absorb({ requests, errors, failures, responseSeconds, cpuSeconds }: AppCounts): void {
    this.#add(requests, errors, responseSeconds);
    if (failures !== undefined) this.failures = (this.failures ?? 0) + failures;
    if (cpuSeconds !== undefined) this.#cpuSeconds = (this.#cpuSeconds ?? 0) + cpuSeconds;
  }

  #add(requests: number, errors: number | undefined, responseSeconds: number | undefined): void {
    this.requests += requests;
    if (errors !== undefined) this.errors = (this.errors ?? 0) + errors;
    if (responseSeconds !== undefined) {
      this.#responseSeconds = (this.#responseSeconds ?? 0) + responseSeconds;
    }
    this.successes = Math.max(this.successes, this.requests - (this.errors ?? 0));
  }
}
