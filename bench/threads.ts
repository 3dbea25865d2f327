/** What is sampled of a Bun `Worker`; the published types lack both calls. */
export interface Thread extends Worker {
  getHeapStatistics(): Promise<unknown>;
  /** Microseconds of CPU time; absent before Bun 1.4. */
  cpuUsageInternal?(): Promise<{ user: number; system: number }>;
}

/** An app at rest with some 2 MB of live objects. */
const script = `
  globalThis.kept = Array.from({ length: 20_000 }, (_, index) => ({ index, name: "item " + index }));
  self.onmessage = () => {};
  self.postMessage("ready");
`;

/** Starts real threads and waits until all are up; 500 hold about 5 GB. */
export async function spawnThreads(count: number): Promise<Thread[]> {
  const url = URL.createObjectURL(new Blob([script], { type: "application/javascript" }));
  const threads: Thread[] = [];
  for (let index = 0; index < count; index++) {
    const thread = new Worker(url) as Thread;
    await new Promise((resolve) => thread.addEventListener("message", resolve, { once: true }));
    threads.push(thread);
  }
  return threads;
}
