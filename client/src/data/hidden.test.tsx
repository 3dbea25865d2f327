import { afterAll, expect, mock, spyOn, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";

const { act, render } = await setUpDom();
const { startFeed } = await import("./feed/pageFeed.ts");
const { useStatsPoll } = await import("./stats/pagePoll.ts");

/** Requests that get no response. */
const requests = mock((_path: string, _signal?: AbortSignal | null) => {});
const fetched = spyOn(globalThis, "fetch").mockImplementation(((address: string, init) => {
  requests(address.slice(address.lastIndexOf("/")), init?.signal);
  return new Promise(() => {});
}) as typeof fetch);
afterAll(() => fetched.mockRestore());

function turn(hidden: boolean): void {
  Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

function Page() {
  useStatsPoll();
  return null;
}

/** The paths of pending requests. */
const pending = () =>
  requests.mock.calls.filter(([, signal]) => !signal?.aborted).map(([path]) => path);

test("a page's feed and poll stop while its tab is hidden, and resume when it is shown", () => {
  turn(false);
  const stop = startFeed();
  render(<Page />);
  expect(pending().sort()).toEqual(["/sse", "/stats"]);
  turn(true);
  expect(pending()).toEqual([]);
  requests.mockClear();
  turn(false);
  expect(pending().sort()).toEqual(["/sse", "/stats"]);
  stop();
  turn(true);
  turn(false);
  expect(pending()).not.toContain("/sse");
});
