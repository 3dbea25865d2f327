import type { AppSpec } from "../dev/pool/types.ts";
import type { TempFolder } from "./temp-folder.ts";

/** Bodies of the apps that tests run, by what they do. */
export const SOURCES = {
  quick: `export default { fetch: () => new Response("ok") };`,
  slow: `export default { async fetch() { await Bun.sleep(300); return new Response("ok"); } };`,
  slowStart: `await Bun.sleep(300); export default { fetch: () => new Response("ok") };`,
  failing: `export default { fetch() { throw new Error("failed"); } };`,
  broken: `throw new Error("broken");`,
  crashing: `export default { fetch() {
    setTimeout(() => { throw new Error("crashed"); }); return new Promise(() => {}); } };`,
  crashingAtRest: `export default { fetch() {
    setTimeout(() => { throw new Error("crashed at rest"); }, 50); return new Response("ok"); } };`,
  silent: `export default { fetch: () => new Promise(() => {}) };`,
  echo: `export default { async fetch(request) {
    return new Response(await request.arrayBuffer(), { status: 201, headers: request.headers }); } };`,
} as const;

/** Writes an app and returns its spec, in which every time limit is a minute unless `limits` says otherwise. */
export async function writeApp(
  folder: TempFolder,
  key: string,
  source: string,
  limits: Partial<AppSpec> = {},
): Promise<AppSpec> {
  const entry = await folder.write(`${key}/index.ts`, source);
  const minute = 60_000;
  const spec = { ttlMs: minute, timeoutMs: minute, idleTimeoutMs: minute, maxRequests: 1_000 };
  return { key, entry, mode: "module", ...spec, ...limits };
}

/** The resident bytes of a worker's heap; rejects when the worker is dead. */
export async function heapBytes(worker: Worker): Promise<number> {
  // Bun has it since 1.3; its types don't.
  const { total_physical_size } = await (worker as WithHeap).getHeapStatistics();
  return total_physical_size;
}

interface WithHeap extends Worker {
  getHeapStatistics(): Promise<{ total_physical_size: number }>;
}
