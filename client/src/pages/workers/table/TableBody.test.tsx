import { expect, mock, spyOn, test } from "bun:test";
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
const body = {
  ...{ lines: linesOf(placeRows({ rows, at: 0 }), [], () => false), rates: NO_RATES },
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

const width = createStore(800);

function Resized() {
  return (
    <table>
      <TableBody {...body} width={useStore(width)} selected="two" />
    </table>
  );
}

test("the selected row stays in view when the table gets another width", async () => {
  const { findByRole } = render(await routed(<Resized />));
  const name = await findByRole("rowheader", { name: /two/ });
  using scrolled = spyOn(name, "scrollIntoView");
  act(() => width.set(400));
  expect(scrolled).toHaveBeenCalledWith({ block: "nearest", behavior: "instant" });
});
