const realSetImmediate = setImmediate;

/** Waits for the next turn of the event loop, even with fake timers: requests of one turn share a reading. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void realSetImmediate(resolve));
}

/** Runs everything that waits for neither a timer nor another turn. */
export async function settled(): Promise<void> {
  for (let step = 0; step < 200; step++) await Promise.resolve();
}
