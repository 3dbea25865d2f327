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

/** The paths of the requests that are under way. */
const underWay = () =>
  requests.mock.calls.filter(([, signal]) => !signal?.aborted).map(([path]) => path);

test("a page's feed and poll end while its tab is hidden, and begin again when it is shown", () => {
  turn(false);
  const stop = startFeed();
  render(<Page />);
  expect(underWay().sort()).toEqual(["/sse", "/stats"]);
  turn(true);
  expect(underWay()).toEqual([]);
  requests.mockClear();
  turn(false);
  expect(underWay().sort()).toEqual(["/sse", "/stats"]);
  stop();
  turn(true);
  turn(false);
  expect(underWay()).not.toContain("/sse");
});
