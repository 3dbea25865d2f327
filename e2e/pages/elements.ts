import type { FrameLocator, Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";

/** Window sizes. */
export const windows = {
  desktop: { width: 1280, height: 800 },
  /** The shell's frame in a usual window. */
  frame: { width: 1056, height: 755 },
  phone: { width: 390, height: 844 },
} as const;

/** A standalone page, or the one in the shell's frame. */
export type Place = Page | FrameLocator;

/** The number for a term on Overview, such as `Active`. */
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

/** The row of an app in it; the first one if the app has several workers. */
export function rowOf(place: Place, app: string): Locator {
  return table(place).getByRole("row").filter({ hasText: app }).first();
}

/** The details of a worker. */
export function detailsOf(place: Place): Locator {
  return place.getByTestId("details");
}

/** Waits for the details of an app's worker. */
export function opened(place: Place, app: string): Promise<void> {
  return detailsOf(place).getByRole("heading", { name: app }).waitFor();
}

/** The connection's state, once it is in a phase: `live`, `paused`, `waiting`. */
export function connectionIn(place: Place, phase: string): Locator {
  return place.locator(`[data-testid="connection"][data-phase="${phase}"]`);
}

/** The number at the beginning of an element's text; NaN for none. */
export async function numberIn(element: Locator): Promise<number> {
  const text = (await element.textContent()) ?? "";
  return Number.parseFloat(text.replaceAll(",", ""));
}

/** Waits until an element has the focus. */
export function focusOn(element: Locator): Promise<void> {
  return element.and(element.page().locator(":focus")).waitFor();
}

/** The box of an element, in pixels of the window. */
export async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${element} is not drawn`);
  return box;
}

/** The top of an element, in whole pixels of the window. */
export async function topOf(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.y ?? Number.NaN);
}

/** The top of an element once it no longer moves, as after a change of the window's size. */
export function restingTop(element: Locator): Promise<number> {
  let last = Number.NaN;
  return eventually("an element at rest", async () => {
    const before = last;
    await element.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    last = await topOf(element);
    return last === before ? last : undefined;
  });
}
