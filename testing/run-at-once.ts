/** A `setTimeout` without a delay. Fake timers would also move the pages' clock, which never goes back. */
export const runAtOnce = ((run: () => void) => {
  run();
  return 0;
}) as unknown as typeof setTimeout;
