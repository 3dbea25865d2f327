/** Waits until a condition holds; throws, naming it, when it doesn't within `limit` milliseconds. */
export async function until(what: string, holds: () => boolean, limit = 8000): Promise<void> {
  const end = performance.now() + limit;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await Bun.sleep(5);
  }
}
