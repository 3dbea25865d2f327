import { expect, test } from "bun:test";
import { setUpDom } from "../../../../../testing/dom.ts";
import type { RowStatus } from "../rows/places.ts";
import type { Layout } from "./layout.ts";

const { render } = await setUpDom();
const { testRow } = await import("../../../data/stats/testRows.ts");
const { NO_RATES } = await import("../../../insight/rowRates.ts");
const { ENDED, Group } = await import("../rows/groups.ts");
const { placeRows } = await import("../rows/places.ts");
const { GroupRow } = await import("./GroupRow.tsx");
const { WorkerTableRow } = await import("./WorkerRow.tsx");

const row = testRow({ id: "a", memory: { rss: 1_000_000, heapUsed: 500_000 } });

/** A row of the table on a phone. */
function show(layout: Layout, status: RowStatus = "shown", selected = false): HTMLElement {
  const { container } = render(
    <table>
      <tbody>
        <WorkerTableRow
          {...{ row, status, layout, rates: NO_RATES, href: "/", index: 0, sort: undefined }}
          {...{ columns: ["app", "state", "errors", "rss"], selected, indented: false }}
          {...{ sticky: false, tabStop: true }}
        />
      </tbody>
    </table>,
  );
  return container;
}

test("chosen values are in a list, each with its name", () => {
  const text = (tag: string) =>
    [...show("list").querySelectorAll(tag)].map(({ textContent }) => textContent);
  expect(text("dt")).toEqual(["State", "Errors", "Memory"]);
  expect(text("dd")).toEqual(["idle", "n/a", "977\u00A0KiB"]);
});

test("in pairs of values the second one has its name", () => {
  const cells = [...show("pairs").querySelectorAll("td")].map(({ textContent }) => textContent);
  expect(cells).toEqual([
    expect.stringMatching(/^idle\W+rss 977\u00A0KiB$/),
    expect.stringMatching(/^0\W+Errors n\/a$/),
  ]);
});

test.each([
  ["pairs", ["", "5, Errors 2"]],
  ["list", ["Requests5Errors2"]],
] as const)(
  "the row of ended apps names no value that only live workers have, in %s",
  (layout, texts) => {
    const past = testRow({ id: "p", state: "terminated", requests: 5, errors: 2 });
    const { container } = render(
      <table>
        <tbody>
          <GroupRow
            {...{ layout, rates: NO_RATES, open: false, index: 0, sort: undefined }}
            group={new Group(ENDED, placeRows({ rows: [past], at: 0 }))}
            columns={["app", "requests", "errors", "rss"]}
            {...{ sticky: false, tabStop: true, onToggle() {} }}
          />
        </tbody>
      </table>,
    );
    const cells = [...container.querySelectorAll("td")].map(({ textContent }) => textContent);
    expect(cells).toEqual([...texts]);
  },
);

test("a row that no longer matches the filters keeps its state, an ended one is crossed out", () => {
  const look = (status: RowStatus) => {
    const line = show("pairs", status).querySelector("tr");
    return [line?.querySelector("td")?.textContent, line?.className.includes("line-through")];
  };
  expect(look("unmatched")).toEqual([expect.stringMatching(/^idle/), false]);
  expect(look("ended")).toEqual([expect.stringMatching(/^ended/), true]);
});

test("the selected row stands out, even under the pointer", () => {
  const look = (selected: boolean) => {
    const line = show("pairs", "shown", selected).querySelector("tr");
    return [line?.className, line?.querySelector("th")?.className].join(" ");
  };
  expect(look(true)).toMatch(/bg-primary-soft .* bar\b/);
  expect(look(true)).not.toContain("hover:bg");
  expect(look(false)).not.toMatch(/linear-gradient/);
});

test("a row's link keeps the focus when the layout changes", () => {
  const line = (layout: Layout) => (
    <table>
      <tbody>
        <WorkerTableRow
          {...{
            row,
            status: "shown",
            layout,
            rates: NO_RATES,
            href: "/",
            index: 0,
            sort: undefined,
          }}
          {...{ columns: ["app", "state"], selected: false, indented: false }}
          {...{ sticky: false, tabStop: true }}
        />
      </tbody>
    </table>
  );
  const { getByRole, rerender } = render(line("wide"));
  const link = getByRole("link");
  link.focus();
  for (const layout of ["pairs", "list", "wide"] as const) {
    rerender(line(layout));
    expect(document.activeElement).toBe(link);
  }
});
