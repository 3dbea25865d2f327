/** Waits a little before the next try of `eventually`; not yet, it says. */
export async function pause(): Promise<false> {
  await Bun.sleep(400);
  return false;
}
