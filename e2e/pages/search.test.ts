import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { table } from "./elements.ts";
import { named } from "./named.ts";
import { stage } from "./stage.ts";

setDefaultTimeout(30_000);

const APPS = ["one@1.0.0", "two@1.0.0", "two@1.0.0"];

const { visit } = stage({}, { pool: named(APPS) });

/** How many rows the table tells of, without its head. */
async function rows(page: Page): Promise<number> {
  await table(page).waitFor();
  return Number(await table(page).getAttribute("aria-rowcount")) - 1;
}

const usual = async (page: Page) => expect(await rows(page)).toBe(APPS.length);
const typed = (text: string) => async (page: Page) => {
  await page.getByTestId("empty").waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe(text);
};
const chosenApp = async (page: Page) => {
  await page.getByTestId("empty").waitFor();
  expect(await page.getByRole("combobox", { name: "App" }).inputValue()).toBe("5");
};
const usualColumns = async (page: Page) => {
  await usual(page);
  await table(page).getByRole("columnheader", { name: "Requests" }).waitFor();
};
const notSorted = async (page: Page) => {
  await usual(page);
  expect(await table(page).locator('[aria-sort$="scending"]').count()).toBe(0);
};
const fiveMinutes = async (page: Page) => {
  await page.getByRole("radio", { name: "5 min", checked: true }).waitFor();
};

const addresses: [address: string, shows: (page: Page) => Promise<void>][] = [
  ["workers?q=true", typed("true")],
  ['workers?q={"a":1}', typed('{"a":1}')],
  ["workers?q=1e5", typed("1e5")],
  ["workers?app=5", chosenApp],
  ["workers?state=foo", usual],
  ["workers?sort=5", notSorted],
  ["workers?desc=5", notSorted],
  ["workers?group=yes", usual],
  ["workers?cols=5", usualColumns],
  ['workers?cols=["bogus"]', usualColumns],
  ["?window=99", fiveMinutes],
  ["?window=abc", fiveMinutes],
  ["?window=-5", fiveMinutes],
];

test.each(addresses)(
  "of %s what can be meant counts, and a text stays text",
  async (path, shows) => {
    const { page, faults, close } = await visit(`/metrics/${path}`);
    await shows(page);
    expect(faults).toEqual([]);
    await close();
  },
);

test("a text that is typed into the search comes back as it was from a reload", async () => {
  const { page, close } = await visit("/metrics/workers");
  await page.getByRole("searchbox").fill("1e5");
  await page.waitForURL(/\?q=1e5$/);
  await page.reload();
  await typed("1e5")(page);
  await close();
});
