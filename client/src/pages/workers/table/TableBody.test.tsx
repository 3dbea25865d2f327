import { expect, mock, spyOn, test } from "bun:test";
import type { WorkerRow } from "../../../../../server/types.ts";
import { setUpDom } from "../../../../../testing/dom.ts";
import { routed } from "../../../../../testing/routed.tsx";

const { act, fireEvent, render } = await setUpDom();
const { createStore, useStore } = await import("../../../data/store.ts");
const { testRow } = await import("../../../data/stats/testRows.ts");
const { NO_RATES } = await import("../../../insight/rowRates.ts");
const { linesOf } = await import("../rows/lines.ts");
const { placeRows } = await import("../rows/places.ts");
const { TableBody } = await import("./TableBody.tsx");

const rows = ["one", "two"].map((id) => testRow({ id, app: `${id}@1.0.0` }));
const linesOfRows = (shown: WorkerRow[]) =>
  linesOf(placeRows({ rows: shown, at: 0 }), [], () => false);
const body = {
  ...{ lines: linesOfRows(rows), rates: NO_RATES },
  ...{ columns: ["app", "state"], layout: "wide", width: 800, height: 34, boxed: false, span: 2 },
  ...{ search: {}, order: "", selected: undefined, inUse: false, isPrinting: false },
  onToggle() {},
} satisfies Parameters<typeof TableBody>[0];

test("a double click is one of the row that it began on; Enter is always meant", async () => {
  const onClick = mock();
  const table = (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only counts the clicks of its rows
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys click the links
    <div onClick={onClick}>
      <table>
        <TableBody {...body} />
      </table>
    </div>
  );
  const { findByRole, baseElement } = render(await routed(table));
  // The rows' links lead nowhere.
  baseElement.addEventListener("click", (event) => event.preventDefault(), { capture: true });
  const [one, two] = [
    await findByRole("link", { name: /one/ }),
    await findByRole("link", { name: /two/ }),
  ];
  fireEvent.click(one, { detail: 1 });
  fireEvent.click(two, { detail: 2 });
  expect(onClick).toHaveBeenCalledTimes(1);
  fireEvent.click(two, { detail: 0 });
  expect(onClick).toHaveBeenCalledTimes(2);
});

const props = createStore<Parameters<typeof TableBody>[0]>(body);

function Table() {
  return (
    <table>
      <TableBody {...useStore(props)} />
    </table>
  );
}

test("the selected row stays in view when the table gets another width", async () => {
  props.set({ ...body, selected: "two" });
  const { findByRole } = render(await routed(<Table />));
  const name = await findByRole("rowheader", { name: /two/ });
  using scrolled = spyOn(name, "scrollIntoView");
  act(() => props.set({ ...body, selected: "two", width: 400 }));
  expect(scrolled).toHaveBeenCalledWith({ block: "nearest", behavior: "instant" });
});

test("the row under the pointer stays where it is when one above it goes, unless the pointer was left there", async () => {
  const { findByRole } = render(await routed(<Table />));
  using scrolled = spyOn(window, "scrollBy");
  const [one = testRow({ id: "" }), two = one] = rows;
  const change = (inUse: boolean, ...shown: WorkerRow[]) =>
    act(() => props.set({ ...body, lines: linesOfRows(shown), inUse }));
  change(true, one, two);
  fireEvent.pointerOver(await findByRole("link", { name: /two/ }), { pointerType: "mouse" });
  change(false, two);
  expect(scrolled).not.toHaveBeenCalled();
  change(true, one, two);
  scrolled.mockClear();
  change(true, two);
  expect(scrolled.mock.calls as unknown[][]).toEqual([[{ top: -34, behavior: "instant" }]]);
});
