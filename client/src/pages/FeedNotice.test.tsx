import { describe, expect, mock, spyOn, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";
import { runAtOnce } from "../../../testing/run-at-once.ts";

const { render, within, act, fireEvent, cleanup, waitFor } = await setUpDom();
const { ApiError } = await import("../data/api.ts");
const { feed } = await import("../data/feed/pageFeed.ts");
const { Announcer } = await import("../ui/Announcer.tsx");
const { FeedNotice } = await import("./FeedNotice.tsx");
const { StatusBar } = await import("./StatusBar.tsx");

const initial = feed.store.get();
type Connection = typeof initial.connection;

/** Shows the line of the connection and its notice. */
function show(connection: Partial<Connection>, numbersAt: number | null = null) {
  feed.store.set({
    ...initial,
    connection: { ...initial.connection, ...connection },
    snapshotAt: numbersAt,
  });
  return render(
    <>
      <StatusBar stats={undefined} />
      <FeedNotice stats={undefined} />
    </>,
  );
}

describe("a failure has one notice", () => {
  test.each([
    ["unauthorized", 401, "(401)"],
    ["forbidden", 403, "(403)"],
    ["unavailable", 503, "(503)"],
    ["http", 418, "(HTTP 418)"],
    ["html", 200, "a page instead of data"],
  ] as const)("of %s", async (kind, status, title) => {
    const error = new ApiError(kind, status, "says the server");
    const { getAllByTestId } = show({ phase: "waiting", error });
    const [notice, ...others] = getAllByTestId("notice");
    expect(others).toEqual([]);
    // Some are explained once their texts are loaded; the status is there from the beginning.
    if (status !== 200) expect(notice?.textContent).toContain(`${status})`);
    await waitFor(() => expect(notice?.textContent).toContain(title));
    expect(notice?.textContent).toContain("says the server");
    expect(notice?.textContent).not.toContain("What you see is from");
  });

  test("with the age of the numbers, if there are any", () => {
    const error = new ApiError("unavailable", 503);
    const { getByTestId } = show({ phase: "waiting", error }, Date.now() - 7_000);
    expect(getByTestId("notice").textContent).toContain("7 s");
  });

  test("that offers to sign in if a shell can ask for it", () => {
    const error = new ApiError("unauthorized", 401);
    const signIn = () =>
      show({ phase: "waiting", error }).queryByRole("button", { name: "Sign in" });
    expect(signIn()).toBeNull();
    cleanup();
    const reload = mock();
    const own = Object.getOwnPropertyDescriptor(window, "parent");
    const shell = { location: { reload } };
    Object.defineProperty(window, "parent", { configurable: true, value: shell });
    try {
      const button = signIn();
      if (!button) throw new Error("no button");
      fireEvent.click(button);
      expect(reload).toHaveBeenCalledTimes(1);
    } finally {
      if (own) Object.defineProperty(window, "parent", own);
      else Reflect.deleteProperty(window, "parent");
    }
  });

  test("that a pause removes", () => {
    const error = new ApiError("unavailable", 503);
    expect(show({ phase: "paused", paused: true, error }).queryByTestId("notice")).toBeNull();
  });
});

describe("a connection", () => {
  test("that is live shows its interval, without a notice", () => {
    const view = show({ phase: "live", intervals: [2_000, 2_000, 2_000] });
    expect(view.getByTestId("connection").textContent).toMatch(/^Live · every 2/);
    expect(view.queryByTestId("notice")).toBeNull();
    expect(view.queryByRole("button", { name: "Retry now" })).toBeNull();
  });

  test("that a proxy buffers says what to set there", async () => {
    const { getByTestId } = show({ phase: "polling", heartbeatAt: null });
    const notice = getByTestId("notice");
    await waitFor(() => expect(notice.textContent).toContain("proxy_buffering off"));
  });

  test.each([
    ["busy", 503, "Too many live feeds are open (503)"],
    ["ended", 0, "The server closed the live feed"],
    ["unavailable", 503, "The server refused the request (HTTP 503)"],
  ] as const)(
    "polls and says why if only its feed is refused (%s)",
    async (kind, status, reason) => {
      const view = show({
        phase: "polling",
        retryAt: Date.now() + 9_000,
        error: new ApiError(kind, status),
      });
      expect(view.getByTestId("connection").textContent).toBe("Polling");
      const notice = view.getByTestId("notice");
      await waitFor(() => expect(notice.textContent).toContain(reason));
      expect(view.queryByRole("button", { name: "Retry now" })).not.toBeNull();
    },
  );

  test("that waits counts down to the next attempt, which can be made at once", () => {
    const retryAt = Date.now() + 8_500;
    const view = show({ phase: "waiting", retryAt, error: new ApiError("network") });
    expect(view.getByTestId("connection").textContent).toContain("9s");
    act(() => void fireEvent.click(view.getByRole("button", { name: "Retry now" })));
    expect(feed.store.get().connection.phase).toBe("connecting");
  });

  test("can be paused and resumed", () => {
    const view = show({ phase: "live" });
    act(() => void fireEvent.click(view.getByRole("button", { name: "Pause" })));
    expect(view.getByTestId("connection").getAttribute("data-phase")).toBe("paused");
    act(() => void fireEvent.click(view.getByRole("button", { name: "Resume" })));
    expect(view.getByTestId("connection").getAttribute("data-phase")).toBe("connecting");
  });

  test("whose stream is stale shows the age of the numbers", () => {
    const view = show({ phase: "stale" }, Date.now() - 5_000);
    expect(within(view.container).getByTestId("notice").textContent).toContain("5 s");
  });
});

test("a change of the connection is announced to screen readers", () => {
  using _ = spyOn(globalThis, "setTimeout").mockImplementation(runAtOnce);
  const announced = render(<Announcer />).getByRole("status");
  show({ phase: "live" });
  act(() => feed.store.set({ ...initial, connection: { ...initial.connection, phase: "stale" } }));
  expect(announced.textContent).toStartWith("Stale: no new numbers");
});
