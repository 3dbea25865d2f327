import { expect, mock, test } from "bun:test";
import { setUpDom } from "../../../../../testing/dom.ts";

const { fireEvent, render, waitFor } = await setUpDom();
const { NO_RATES } = await import("../../../insight/rowRates.ts");
const { Toolbar } = await import("./Toolbar.tsx");

function show({ search = {}, apps = [], layout = "wide" }: Partial<Parameters<typeof Toolbar>[0]>) {
  const change = mock();
  const view = render(
    <Toolbar
      {...{ apps, search, change, columns: ["app"], layout, iconsOnly: false }}
      getExport={() => ({ rows: [], rates: NO_RATES })}
    />,
  );
  return { ...view, change };
}

test("Escape in the search clears its text and closes nothing around it", async () => {
  const { baseElement, change, getByRole } = show({ search: { q: "shop" } });
  const around = mock();
  baseElement.addEventListener("keydown", around);
  const search = getByRole("searchbox") as HTMLInputElement;
  fireEvent.keyDown(search, { key: "Escape" });
  expect(search.value).toBe("");
  expect(around).not.toHaveBeenCalled();
  const applied = () => expect(change).toHaveBeenLastCalledWith({ q: undefined });
  await waitFor(applied, { timeout: 20_000 });
  fireEvent.keyDown(search, { key: "Escape" });
  expect(around).toHaveBeenCalledTimes(1);
});

test("the options of very many apps exist only while one may be chosen", () => {
  const apps = Array.from({ length: 501 }, (_, i) => `app-${i}@1.0.0`);
  const { getByRole, getAllByRole } = show({ search: { app: "app-7@1.0.0" }, apps });
  const names = () => getAllByRole("option").map(({ textContent }) => textContent);
  expect(names()).toEqual(["All apps", "app-7@1.0.0"]);
  fireEvent.focus(getByRole("combobox", { name: "App" }));
  expect(names()).toHaveLength(502);
  fireEvent.blur(getByRole("combobox", { name: "App" }));
  expect(names()).toEqual(["All apps", "app-7@1.0.0"]);
});

/** The control that is loaded when it is needed, which no test may leave loading. */
const SORT = ["combobox", { name: "Sort by" }, { timeout: 20_000 }] as const;

test("on a phone the controls are behind a button", async () => {
  const { findByRole, getByRole, queryByRole } = show({ layout: "pairs" });
  expect(queryByRole("button", { name: "Export" })).toBeNull();
  fireEvent.click(getByRole("button", { name: "Options", expanded: false }));
  getByRole("button", { name: "Export" });
  await findByRole(...SORT);
});

test("on a phone a filter that is set is not hidden", async () => {
  const filter = { app: "shop@1" };
  const { findByRole, getByRole } = show({ layout: "pairs", search: filter, apps: ["shop@1"] });
  getByRole("combobox", { name: "App" });
  await findByRole(...SORT);
});
