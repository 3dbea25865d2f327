/** One request of a steady stream. */
export interface Timed {
  /** When it was begun, in milliseconds of the clock that the machine's processes share. */
  at: number;
  /** Milliseconds until its answer was there. */
  took: number;
}

/**
 * Begins a request every so many milliseconds, whether or not those before are answered: of requests
 * that wait for each other, only one notices a stall.
 *
 * @param every - Milliseconds between two.
 * @param milliseconds - How long.
 */
export async function steadyRequests(
  url: string,
  every: number,
  milliseconds: number,
): Promise<Timed[]> {
  const requests: Promise<Timed>[] = [];
  const begin = performance.now();
  while (performance.now() < begin + milliseconds) {
    requests.push(timeRequest(url));
    await Bun.sleep(begin + requests.length * every - performance.now());
  }
  return Promise.all(requests);
}

/** Milliseconds on the clock that the machine's processes share. */
export function sharedNow(): number {
  return performance.timeOrigin + performance.now();
}

async function timeRequest(url: string): Promise<Timed> {
  const at = sharedNow();
  const begin = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return { at, took: performance.now() - begin };
}
