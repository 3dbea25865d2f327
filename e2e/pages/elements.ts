import type { FrameLocator, Locator, Page } from "playwright-core";

/** Where elements are looked for: a page of its own, or the one in the shell's frame. */
export type Place = Page | FrameLocator;

/** The number of Overview that stands at `term`, such as `Active`. */
export function figure(place: Place, region: string, term: string): Locator {
  const terms = place.getByRole("region", { name: region, exact: true }).getByRole("term");
  return terms
    .filter({ hasText: new RegExp(`^${term}$`) })
    .locator("xpath=following-sibling::dd[1]");
}

/** The gauge of Overview. */
export function gauge(place: Place): Locator {
  return place.getByRole("meter", { name: "Utilization" });
}

/** The table of Workers. */
export function table(place: Place): Locator {
  return place.getByRole("table", { name: "Workers of the pool" });
}

/** The row of an app in it; of the first worker where it has several. */
export function rowOf(place: Place, app: string): Locator {
  return table(place).getByRole("row").filter({ hasText: app }).first();
}

/** The words and the mark that tell how the connection stands. */
export function connection(place: Place): Locator {
  return place.getByTestId("connection");
}

/** The same, where it stands in a phase: `live`, `paused`, `waiting`. */
export function connectionIn(place: Place, phase: string): Locator {
  return place.locator(`[data-testid="connection"][data-phase="${phase}"]`);
}
