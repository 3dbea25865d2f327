import { describe, expect, test } from "bun:test";
import type { WorkerRow } from "../../../../../server/types.ts";
import { setUpDom } from "../../../../../testing/dom.ts";

const { render, within, fireEvent } = await setUpDom();
const { testRow } = await import("../../../data/stats/testRows.ts");
const { NO_RATES } = await import("../../../insight/rowRates.ts");
const { StateFilter } = await import("../toolbar/Toolbar.tsx");
const { Totals } = await import("../toolbar/Totals.tsx");
const { TrackCharts } = await import("../details/Tracks.tsx");
const { AppName, StateBadge } = await import("./labels.tsx");
const { WorkerTableRow } = await import("./WorkerRow.tsx");
const { TableHead } = await import("./WorkersTable.tsx");
const { RowValue } = await import("./Value.tsx");

const rows = [
  testRow({ id: "one", state: "active", requests: 100 }),
  testRow({ id: "two", state: "idle", requests: 100 }),
  testRow({ id: "three", state: "ready" }),
  testRow({ id: "old", state: "terminated", requests: 100 }),
  testRow({ id: "older", state: "terminated", requests: 100 }),
];

describe("the totals", () => {
  const texts = (shown: WorkerRow[]) => {
    const { container } = render(<Totals rows={shown} all={rows} rates={NO_RATES} wraps />);
    return [...container.querySelectorAll("dd")].map(({ textContent }) => textContent);
  };

  test("count ended workers separately, and their history only in separate sums", () => {
    expect(texts(rows).slice(0, 3)).toEqual(["3 workers + 2 ended", "n/a", "200 (+200 ended)"]);
    expect(texts(rows.slice(3)).slice(0, 3)).toEqual(["2 ended", "n/a", "200"]);
  });

  test("say how many of all workers are shown", () => {
    expect(texts(rows.slice(0, 1))[0]).toBe("1 of 3 workers");
    expect(texts([])).toEqual(["0 of 3 workers"]);
  });
});

describe("a cell", () => {
  const text = (row: WorkerRow, column: Parameters<typeof RowValue>[0]["column"]) =>
    render(<RowValue row={row} rates={undefined} column={column} ended={false} />).container;

  test("without an uptime shows a dash, and words for screen readers", () => {
    const cell = text(testRow({ id: "x", state: "terminated" }), "uptime");
    expect(cell.querySelector("[aria-hidden]")?.textContent).toBe("–");
    expect(cell.querySelector(".sr-only")?.textContent).toBe("no live worker");
  });

  test("of a worker without requests has no response time", () => {
    const cell = text(testRow({ id: "x", requests: 0, avgResponseTimeMs: 0 }), "avgResponseTimeMs");
    expect(cell.textContent).toBe("n/a");
  });

  test("shortens a large count to three digits, with the whole number in its title and for screen readers", () => {
    const short = (requests: number) => {
      const cell = text(testRow({ id: "x", requests }), "requests");
      return cell.querySelector("[aria-hidden]")?.textContent ?? cell.textContent;
    };
    expect([short(999_999), short(1_230_000)]).toEqual(["999,999", "1.23M"]);
    const cell = text(testRow({ id: "x", requests: Number.MAX_SAFE_INTEGER }), "requests");
    expect(cell.querySelector("[aria-hidden]")?.textContent).toMatch(/^9,?0\d\dT$/);
    expect(within(cell).getByTitle("9,007,199,254,740,991")).toBeDefined();
    expect(cell.querySelector(".sr-only")?.textContent).toBe("9,007,199,254,740,991");
  });

  test("shows 100 days and more without hours", () => {
    const uptime = (days: number) => {
      const cell = text(testRow({ id: "x", uptime: (days + 0.5) * 86_400 }), "uptime");
      return cell.querySelector("[aria-hidden]")?.textContent ?? cell.textContent;
    };
    expect(uptime(99)).toContain("h");
    expect(uptime(100)).not.toContain("h");
  });

  test("says that a worker has ended, whatever its last state was", () => {
    expect(render(<StateBadge row={{ state: "active" }} ended />).container.textContent).toBe(
      "ended",
    );
    expect(render(<StateBadge row={{ state: "active" }} />).container.textContent).toBe("active");
  });

  test("says failed, blocked or ttl 0 instead of the state", () => {
    const badge = (row: Parameters<typeof StateBadge>[0]["row"]) =>
      render(<StateBadge row={row} />).container.textContent;
    expect(badge({ state: "terminated", failed: true })).toBe("failed");
    expect(badge({ state: "active", blocked: true })).toBe("blocked");
    expect(badge({ state: "terminated", ephemeral: true })).toBe("ttl 0");
  });
});

describe("a row with trouble", () => {
  const seen = (row: WorkerRow, errors = 0) => {
    const own = {
      requests: 9,
      requestRate: 1,
      errors,
      errorRate: errors / 9,
      cpu: 0,
      responseMs: null,
    };
    const rates = { ...NO_RATES, of: () => own };
    const { container } = render(
      <table>
        <tbody>
          <WorkerTableRow
            {...{ row, rates, status: "shown", href: "/", index: 0, columns: ["app", "errorRate"] }}
            {...{ layout: "wide", sort: undefined, selected: false, indented: false }}
            {...{ sticky: false, tabStop: true }}
          />
        </tbody>
      </table>,
    );
    const line = container.querySelector("tr");
    return [
      line?.dataset.trouble,
      line?.querySelector("th .chip > .sr-only:last-child")?.textContent,
    ];
  };

  test("names the worst of it in a chip next to its colour", () => {
    expect(seen(testRow({ id: "a", failed: true, blocked: true }), 3)).toEqual([
      "failed",
      "failed",
    ]);
    expect(seen(testRow({ id: "a", blocked: true }), 3)).toEqual(["blocked", "blocked"]);
    expect(seen(testRow({ id: "a", errors: 3 }), 3)).toEqual(["errors", "has errors"]);
  });

  const line = (row: WorkerRow, more: Partial<Parameters<typeof WorkerTableRow>[0]>) => {
    const { container } = render(
      <table>
        <tbody>
          <WorkerTableRow
            {...{ row, rates: NO_RATES, status: "shown", href: "/", index: 0, columns: ["app"] }}
            {...{ layout: "wide", sort: undefined, selected: false, indented: false }}
            {...{ sticky: false, tabStop: true, ...more }}
          />
        </tbody>
      </table>,
    );
    return container.querySelector("tr");
  };

  test("has a separate mark if it is slow, even with other trouble", () => {
    const rates = { ...NO_RATES, isSlow: () => true };
    const marks = (row: WorkerRow) => {
      const texts = line(row, { rates })?.querySelectorAll("th .chip > .sr-only:last-child") ?? [];
      return [...texts].map(({ textContent }) => textContent);
    };
    expect(marks(testRow({ id: "a" }))).toEqual(["slow"]);
    expect(marks(testRow({ id: "a", blocked: true }))).toEqual(["blocked", "slow"]);
  });

  test("keeps its colour while it is selected", () => {
    const selected = line(testRow({ id: "a", failed: true }), { selected: true });
    expect(selected?.className).toContain("bg-bad-soft");
    expect(selected?.className).not.toContain("bg-primary-soft");
    expect(selected?.getAttribute("aria-current")).toBe("true");
  });

  test("does not count old errors", () => {
    expect(seen(testRow({ id: "a", errors: 900 }))).toEqual([undefined, undefined]);
  });
});

test("an app's name and version are isolated from each other's text direction, without a gap", () => {
  const { container } = render(<AppName app="חנות@2.0.0-rc.1" wraps={false} />);
  const parts = [...container.querySelectorAll("bdi")].map(({ textContent }) => textContent);
  expect(parts).toEqual(["חנות", "@2.0.0-rc.1"]);
  expect(container.querySelector("span")?.dir).toBe("ltr");
  const reversed = render(<AppName app={"\u202Egnp.exe@1.0.0"} wraps={false} />).container;
  expect(reversed.textContent).toBe("⟨U+202E⟩gnp.exe@1.0.0");
  const short = render(<AppName app="failing@1.0.0" wraps={false} />).container;
  expect(short.querySelector("bdi")?.className).not.toContain("min-w");
});

test("only the sorted column's header has a direction, and each header sorts", () => {
  const sorted: string[] = [];
  const { getAllByRole } = render(
    <table>
      <TableHead
        columns={["app", "state", "requests"]}
        layout="wide"
        search={{ sort: "requests", desc: true }}
        sticky={false}
        onSort={(column) => sorted.push(column)}
      />
    </table>,
  );
  const heads = getAllByRole("columnheader");
  const directions = heads.map((head) => head.getAttribute("aria-sort"));
  expect(directions).toEqual(["none", "none", "descending"]);
  for (const head of heads) fireEvent.click(within(head).getByRole("button"));
  expect(sorted).toEqual(["app", "state", "requests"]);
});

test("states can be chosen, each with its count", () => {
  const chosen: unknown[] = [];
  const counts = { creating: 0, ready: 1, active: 1, idle: 1_234, terminated: 2 };
  const filter = render(
    <StateFilter counts={counts} value={undefined} onChange={(state) => chosen.push(state)} />,
  );
  expect(filter.getByRole("radio", { name: "idle 1,234" })).toBeDefined();
  fireEvent.click(filter.getByRole("radio", { name: "terminated 2" }));
  expect(chosen).toEqual(["terminated"]);
});

test("each chart of a worker's history has its last value, range and times, including in its name", () => {
  const memory = { rss: 1_000_000, heapUsed: 500_000 };
  const at = (t: number, requests: number) => ({
    t,
    row: testRow({ id: "a", requests, memory }),
    afterGap: false,
  });
  const start = Date.UTC(2026, 0, 1, 12);
  const points = [at(start, 0), at(start + 2_000, 10), at(start + 4_000, 40)];
  const { container, getByRole } = render(
    <TrackCharts track={{ id: "a", points, endedAt: null, afterGap: false }} />,
  );
  const lines = [...container.querySelectorAll("svg")].map(({ parentElement: line }) =>
    [...(line?.querySelectorAll("p > span") ?? [])].map(({ textContent }) => textContent),
  );
  const time = expect.stringMatching(/^\d\d?:\d\d:\d\d\s[AP]M$/);
  const [rss, heap] = ["977\u00A0KiB", "488\u00A0KiB"];
  expect(lines).toEqual([
    ["Requests per second", "15", time, "from 5 to 15", time],
    ["Memory (rss)", `${rss}, heap ${heap}`, time, `from ${rss} to ${rss}`, time],
  ]);
  getByRole("img", { name: `Memory (rss): from ${rss} to ${rss}; ${rss}, heap ${heap}` });
  expect(container.textContent).toContain("3 readings from");
});
