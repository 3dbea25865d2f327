/**
 * Calls `probe` until it returns something other than `false` or `undefined`.
 *
 * @param what - The expected event, for the message.
 * @param milliseconds - Time limit. Default 60,000.
 * @throws Error naming `what` when the time is up.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | false | undefined> | T | false | undefined,
  milliseconds = 60_000,
): Promise<T> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const found = await probe();
    if (found !== false && found !== undefined) return found;
    if (performance.now() > until) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await Bun.sleep(10);
  }
}
