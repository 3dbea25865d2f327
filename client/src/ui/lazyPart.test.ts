import { expect, mock, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";

await setUpDom();
const { connected, loadPersistently } = await import("./lazyPart.tsx");
const { feed } = await import("../data/feed/pageFeed.ts");

const failing = (times: number) => {
  const load = mock(async () => {
    if (load.mock.calls.length <= times) throw new TypeError("Failed to fetch the module");
    return "part";
  });
  return load;
};
const attempts = (waits: number[]) => ({
  waits,
  isReachable: async () => {},
  reloads: async () => false,
});

test("a failed load is retried", async () => {
  const load = failing(2);
  expect(await loadPersistently(load, attempts([0, 0, 0]))).toBe("part");
  expect(load).toHaveBeenCalledTimes(3);
});

test("a part that never loads is given up", async () => {
  const load = failing(9);
  expect(loadPersistently(load, attempts([0, 0]))).rejects.toThrow("Failed to fetch");
  await Bun.sleep(20);
  expect(load).toHaveBeenCalledTimes(3);
});

test("it is retried only once numbers arrive again", async () => {
  const initial = feed.store.get();
  feed.store.set({ ...initial, connection: { ...initial.connection, phase: "waiting" } });
  const load = failing(1);
  const loaded = loadPersistently(load, { ...attempts([0]), isReachable: connected });
  await Bun.sleep(20);
  expect(load).toHaveBeenCalledTimes(1);
  feed.store.set({ ...initial, connection: { ...initial.connection, phase: "live" } });
  expect(await loaded).toBe("part");
});

test("a page that reloads for a newer build requests no more files of the old one", async () => {
  const load = failing(9);
  const loaded = loadPersistently(load, { ...attempts([0, 0]), reloads: async () => true });
  expect(loaded).rejects.toThrow("Failed to fetch");
  await Bun.sleep(20);
  expect(load).toHaveBeenCalledTimes(1);
});
