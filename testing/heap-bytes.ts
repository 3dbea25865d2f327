/** What a worker's heap holds resident; rejects when the worker is dead. */
export async function heapBytes(worker: Worker): Promise<number> {
  // Bun has it since 1.3; its types don't.
  const { total_physical_size } = await (worker as WithHeap).getHeapStatistics();
  return total_physical_size;
}

interface WithHeap extends Worker {
  getHeapStatistics(): Promise<{ total_physical_size: number }>;
}
