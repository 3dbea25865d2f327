import type { Locator } from "playwright-core";

/** The number that an element shows; NaN where it shows none. */
export async function numberIn(element: Locator): Promise<number> {
  const text = (await element.textContent()) ?? "";
  return Number(/^[\d,]+(\.\d+)?/.exec(text.trim())?.[0].replaceAll(",", "") ?? Number.NaN);
}
