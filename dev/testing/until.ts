/** Asks again and again until it is so; throws when it isn't within 5 s. */
export async function until(isSo: () => unknown, what = String(isSo)): Promise<void> {
  const end = performance.now() + 5_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within 5 s: ${what}`);
    await Bun.sleep(5);
  }
}
