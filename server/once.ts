/** What a function returned or threw. */
export type Outcome<T> = { value: T } | { error: unknown };

/** Runs a function and keeps what it returned or threw. */
export function outcomeOf<T>(run: () => T): Outcome<T> {
  try {
    return { value: run() };
  } catch (error) {
    return { error };
  }
}

/** Returns, or throws, what was kept. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}

/** Runs `read` at the first call; later calls return the same value, or throw the same error. */
export function once<T>(read: () => T): () => T {
  let outcome: Outcome<T> | undefined;
  return () => {
    outcome ??= outcomeOf(read);
    return unwrap(outcome);
  };
}
