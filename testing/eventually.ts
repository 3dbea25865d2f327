/**
 * Asks again and again until `probe` gives something else than false or undefined.
 *
 * @param what - What is waited for, for the message.
 * @param milliseconds - The longest wait. Default 60,000.
 * @throws Error naming `what` when the time is over.
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
