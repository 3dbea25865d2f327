import { beforeEach, expect, mock, spyOn, test } from "bun:test";
import { setUpDom } from "../../../../../testing/dom.ts";
import { supportPopovers } from "../../../../../testing/popovers.ts";

const { act, render, fireEvent, waitFor } = await setUpDom();
const { testRow } = await import("../../../data/stats/testRows.ts");
const { NO_RATES } = await import("../../../insight/rowRates.ts");
const { Controls } = await import("./Controls.tsx");

beforeEach(supportPopovers);

/** Longer than a menu takes to load, however busy the machine is. */
const LOADED = { timeout: 20_000 };

function show() {
  const change = mock();
  const rows = [testRow({ id: "one", requests: 3 }), testRow({ id: "two" })];
  const view = render(
    <Controls
      apps={["shop@1.0.0"]}
      search={{ group: true }}
      columns={["app", "state", "requests"]}
      layout="wide"
      iconsOnly={false}
      getExport={() => ({ rows, rates: NO_RATES })}
      change={change}
    />,
  );
  return { view, change };
}

test("the columns menu checks those shown, and adds a column in the order of the table", async () => {
  const { view, change } = show();
  fireEvent.click(view.getByRole("button", { name: "Columns" }));
  const state = await view.findByRole("checkbox", { name: /^State/ }, LOADED);
  expect((state as HTMLInputElement).checked).toBe(true);
  expect(view.getByRole("button", { name: "Columns" }).getAttribute("aria-expanded")).toBe("true");
  fireEvent.click(view.getByRole("checkbox", { name: /^Errors/ }));
  expect(change).toHaveBeenLastCalledWith({ cols: ["app", "state", "requests", "errors"] });
  fireEvent.click(view.getByRole("button", { name: "As many as fit" }));
  expect(change).toHaveBeenLastCalledWith({ cols: undefined });
});

test("the rows are exported as a file, and the menu closes", async () => {
  const { view } = show();
  using created = spyOn(URL, "createObjectURL").mockReturnValue("blob:rows");
  const names: string[] = [];
  using _ = spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  fireEvent.click(view.getByRole("button", { name: "Export" }));
  fireEvent.click(await view.findByRole("button", { name: /^CSV/ }, LOADED));
  const [[file]] = created.mock.calls as unknown as [[Blob]];
  expect(file.type).toStartWith("text/csv");
  expect(names).toEqual([expect.stringMatching(/^workers-[\dTZ-]+\.csv$/)]);
  const text = await file.text();
  expect(text).toContain("app,id,state,requests,");
  expect(text).toContain("shop@1.0.0,one,idle,3,");
  expect(view.queryByRole("button", { name: /^CSV/ })).toBeNull();
  expect(view.getByRole("button", { name: "Export" }).getAttribute("aria-expanded")).toBe("false");
});

test("Escape in an open menu closes only the menu", async () => {
  const { view } = show();
  const around = mock();
  view.baseElement.addEventListener("keydown", around);
  fireEvent.click(view.getByRole("button", { name: "Export" }));
  const entry = await view.findByRole("button", { name: /^JSON/ }, LOADED);
  fireEvent.keyDown(entry, { key: "Escape" });
  expect(around).not.toHaveBeenCalled();
});

test("a menu does not open when the focus has been moved elsewhere while it loaded", async () => {
  const { view } = show();
  const select = view.getByRole("combobox", { name: "App" });
  act(() => select.focus());
  fireEvent.click(view.getByRole("button", { name: "Export" }));
  const loaded = () => expect(view.container.querySelector("[popovertarget]")).not.toBeNull();
  await waitFor(loaded, LOADED);
  expect(document.activeElement === select).toBe(true);
  expect(view.queryByRole("button", { name: /^CSV/ })).toBeNull();
});
