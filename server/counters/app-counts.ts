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

/** What has been counted of one app, or of many together. None of it ever falls. */
export class AppCounts {
  requests: number;
  /**
   * Requests that succeeded, or are still under way. A request is counted before it can fail, so that
   * requests less errors may fall; this doesn't.
   */
  successes: number;
  /** `undefined` where failed requests aren't counted. */
  errors: number | undefined;
  /** Failed workers; `undefined` where failures are unknown. */
  failures: number | undefined;
  #responseSeconds: number | undefined;
  #cpuSeconds: number | undefined;

  /**
   * @param whole - What these counts are a part of; it counts the same.
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

  /** All that has been counted. */
  get state(): AppCountsState {
    const { requests, successes, errors, failures } = this;
    const [responseSeconds, cpuSeconds] = [this.#responseSeconds, this.#cpuSeconds];
    return { requests, successes, errors, failures, responseSeconds, cpuSeconds };
  }

  /** Response times of the requests that succeeded; `undefined` where they aren't known. */
  get responseSeconds(): number | undefined {
    // A sum of fractions: rounded to the pool's own resolution of 10 microseconds.
    const seconds = this.#responseSeconds;
    return seconds === undefined ? undefined : Math.round(seconds * 1e5) / 1e5;
  }

  /** CPU time of workers; `undefined` where it is unknown. */
  get cpuSeconds(): number | undefined {
    const seconds = this.#cpuSeconds;
    return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
  }

  /** Adds increases; those that aren't known leave their counter as it is. */
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

  /** Takes over what another part of the same whole has counted. */
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
