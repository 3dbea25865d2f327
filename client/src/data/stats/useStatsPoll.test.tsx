import { afterAll, afterEach, expect, spyOn, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";

const { renderHook, waitFor, act } = await setUpDom();
const { feed } = await import("../feed/instance.ts");
const { poll, useStatsPoll } = await import("./instance.ts");

const initial = { feed: feed.store.get(), poll: poll.store.get() };
const body = {
  pool: { size: 1, active: 0, idle: 0, creating: 0, total: 0, utilization: 0 },
  workers: [],
};
const fetched = spyOn(globalThis, "fetch").mockImplementation((async () =>
  Response.json(body)) as unknown as typeof fetch);
afterAll(() => fetched.mockRestore());
afterEach(() => {
  feed.store.set(initial.feed);
  poll.store.set(initial.poll);
  fetched.mockClear();
});

const inPhase = (phase: typeof initial.feed.connection.phase) =>
  feed.store.set({ ...initial.feed, connection: { ...initial.feed.connection, phase } });

test("a page that is opened while paused asks once, and holds that", async () => {
  inPhase("paused");
  const { unmount } = renderHook(() => useStatsPoll());
  await waitFor(() => expect(poll.store.get().stats).not.toBeNull());
  await act(() => Bun.sleep(50));
  expect(fetched).toHaveBeenCalledTimes(1);
  unmount();
  renderHook(() => useStatsPoll());
  await act(() => Bun.sleep(20));
  expect(fetched).toHaveBeenCalledTimes(1);
});

test("a hidden page asks nothing", async () => {
  inPhase("hidden");
  renderHook(() => useStatsPoll());
  await act(() => Bun.sleep(20));
  expect(fetched).not.toHaveBeenCalled();
});
