import { beforeEach, describe, expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";

const { cleanup, render, within, fireEvent } = await setUpDom();
const { feed } = await import("../../data/feed/pageFeed.ts");
const { UtilizationPanel } = await import("./UtilizationPanel.tsx");
const { CountersPanel } = await import("./CountersPanel.tsx");

const initial = feed.store.get();
const live = { ...initial, connection: { ...initial.connection, phase: "live" as const } };
beforeEach(() => feed.store.set(live));

function poolOf(size: number, active: number, idle = 0) {
  const total = active + idle;
  return { size, active, idle, creating: 0, total, utilization: size > 0 ? active / size : 0 };
}

const gauge = (active: number, isAlarm = true) =>
  render(<UtilizationPanel pool={poolOf(10, active)} isAlarm={isAlarm} />).getByRole("meter");

/** The value of a counter. */
function counter(container: HTMLElement, term: string): HTMLElement {
  const found = within(container).getByText(term, { selector: "dt" });
  return found.parentElement?.querySelector("dd") ?? container;
}

describe("the gauge", () => {
  test.each([
    [5, "50%", "Normal"],
    [6, "60%", "High"],
    [8, "80%", "Critical"],
    [10, "100%", "Critical"],
    [11, "110%", "Over capacity"],
  ])("of %d active workers in 10 slots is %s, and its level %s", (active, shown, level) => {
    const meter = gauge(active);
    expect(meter.getAttribute("aria-valuetext")).toBe(`${shown}, ${level}`);
    expect(Number(meter.getAttribute("aria-valuenow"))).toBeCloseTo(active * 10);
    expect([...meter.querySelectorAll("svg text")].at(-1)?.textContent).toBe(shown);
    expect(within(meter).getByTestId("level").textContent).toBe(level);
  });

  test.each([
    [5, "stroke-ok", "stroke-ok", "Normal"],
    [7, "stroke-warn", "stroke-chart-active", "No pressure"],
    [10, "stroke-bad", "stroke-chart-active", "No pressure"],
    [11, "stroke-bad", "stroke-chart-active", "Over capacity"],
  ])("of %d active workers has the colour of alarm only if requests suffer", (...levels) => {
    const [active, alarm, calm, text] = levels;
    const arc = (meter: HTMLElement) =>
      meter.querySelectorAll("svg > path")[1]?.getAttribute("class")?.split(" ");
    expect(arc(gauge(active))).toContain(alarm);
    cleanup();
    const meter = gauge(active, false);
    expect(arc(meter)).toContain(calm);
    expect(within(meter).getByTestId("level").textContent).toBe(text);
    within(document.body).getByText(/a full pool by itself is not a problem/);
  });

  test("shortens a long number, with the exact one below", () => {
    const meter = gauge(1_234_567);
    expect([...meter.querySelectorAll("svg text")].at(-1)?.textContent).toBe("12.3M%");
    within(document.body).getByText("12,345,670%: 1,234,567 active of 10 slots");
  });

  test("of a pool of unknown size is an image that says so, without a level", () => {
    const panel = render(<UtilizationPanel pool={poolOf(0, 3, 1)} isAlarm={false} />);
    const picture = panel.getByRole("img", { name: "Utilization: n/a" });
    expect(picture.querySelectorAll("svg > path")).toHaveLength(1);
    expect([...picture.querySelectorAll("svg text")].at(-1)?.textContent).toBe("n/a");
    expect(panel.queryByRole("meter")).toBeNull();
    expect(panel.queryByTestId("level")).toBeNull();
    panel.getByText(/pool's size is unknown/);
  });

  test.each(["paused", "waiting", "stale"] as const)(
    "says how old its number is, without a level, while the connection is %s",
    (phase) => {
      feed.store.set({
        ...live,
        snapshotAt: Date.now() - 5_000,
        connection: { ...live.connection, phase },
      });
      const meter = gauge(5);
      expect(meter.getAttribute("aria-valuetext")).toMatch(/^50%, Last update: 5 s/);
      expect(within(meter).queryByTestId("level")).toBeNull();
      expect(meter.querySelector("svg.grayscale")).not.toBeNull();
    },
  );
});

describe("the counters", () => {
  test("show free slots, and by how much a pool is over capacity", () => {
    const panel = render(<CountersPanel pool={poolOf(10, 6, 2)} />);
    expect(counter(panel.container, "Free slots").textContent).toBe("2");
    panel.getByText("8 of 10 slots in use");
    panel.rerender(<CountersPanel pool={poolOf(10, 6, 6)} />);
    expect(counter(panel.container, "Free slots").textContent).toBe("0");
    panel.getByText("Over capacity by 2 workers");
  });

  test("shorten a long number, and show it in full when pressed", () => {
    const { container } = render(<CountersPanel pool={poolOf(10, 1_234_567)} />);
    const active = counter(container, "Active");
    expect(active.textContent).toBe("1.23M");
    fireEvent.click(within(active).getByRole("button"));
    expect(active.textContent).toBe("1,234,567");
  });

  test("of a pool of unknown size have neither size nor free slots", () => {
    const panel = render(<CountersPanel pool={poolOf(0, 3, 1)} />);
    expect(counter(panel.container, "Size").textContent).toBe("n/a");
    expect(counter(panel.container, "Free slots").textContent).toBe("n/a");
    expect(panel.queryByRole("img")).toBeNull();
    expect(panel.queryByText(/Over capacity/)).toBeNull();
  });

  test("are grey while no numbers arrive", () => {
    feed.store.set({ ...live, connection: { ...live.connection, phase: "paused" } });
    const { container } = render(<CountersPanel pool={poolOf(10, 11)} />);
    expect(container.querySelector(".grayscale dl")).not.toBeNull();
    expect(within(container).queryByText(/Over capacity/)).toBeNull();
  });
});
