import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { startHost } from "../../dev/host.ts";
import { eventually } from "../../testing/eventually.ts";
import { gauge, rowOf, table } from "./elements.ts";
import { browserStage } from "./stage.ts";

const { visit } = browserStage();

const quiet = { port: 0, sseInterval: 100, quiet: true } as const;

/** Sends each app a request; those that fail by design count too. */
async function call(url: string, ...apps: string[]): Promise<void> {
  await Promise.all(apps.map(async (app) => (await fetch(`${url}/${app}/`)).text()));
}

async function searchIs(page: Page, wanted: Record<string, string>): Promise<void> {
  await eventually(`the address with ${JSON.stringify(wanted)}`, () => {
    const { searchParams } = new URL(page.url());
    return Bun.deepEquals(Object.fromEntries(searchParams), wanted);
  });
}

test("a pool with more workers than its size is said to be over capacity", async () => {
  await using host = await startHost({ ...quiet, poolSize: 2 });
  await call(host.url, "hello", "uuid", "dice", "echo");
  const { page, close } = await visit(`${host.url}/metrics/`);
  await page.getByText("Over capacity").first().waitFor();
  expect(Number(await gauge(page).getAttribute("aria-valuenow"))).toBeGreaterThan(1);
  await close();
});

test("a worker that ends while it is watched is shown as gone", async () => {
  await using host = await startHost({ ...quiet, poolSize: 2 });
  await call(host.url, "visits");
  const { page, close } = await visit(`${host.url}/metrics/workers`);
  await rowOf(page, "visits@1.0.0").getByRole("link").click();
  const details = page.getByTestId("details");
  await details.getByText("visits@1.0.0").first().waitFor();
  for (let round = 0; round < 2; round++) await call(host.url, "hello", "uuid", "dice", "echo");
  await details.getByTestId("ended").waitFor();
  await close();
});

test("filters and sorting are in the address, and a reload keeps them", async () => {
  await using host = await startHost(quiet);
  await call(host.url, "hello", "uuid", "dice", "visits");
  await call(host.url, "uuid");
  const { page, close } = await visit(`${host.url}/metrics/workers`);
  await page.getByRole("searchbox").fill("i");
  await searchIs(page, { q: "i" });
  const sort = table(page).getByRole("columnheader", { name: "Requests" });
  await sort.getByRole("button").click();
  await searchIs(page, { q: "i", sort: "requests", desc: "true" });
  await page.reload();
  await searchIs(page, { q: "i", sort: "requests", desc: "true" });
  await rowOf(page, "visits@1.0.0").waitFor();
  expect(await rowOf(page, "hello@1.0.0").count()).toBe(0);
  expect(await sort.getAttribute("aria-sort")).toBe("descending");
  await close();
});

const languages: [
  why: string,
  locale: string,
  stored: string | null,
  lang: string,
  link: string,
][] = [
  ["the browser's", "pt-PT", null, "pt-BR", "Visão geral"],
  ["English where the browser's is unknown", "fi-FI", null, "en", "Overview"],
  ["the shell's before the browser's", "en-US", "pt", "pt-BR", "Visão geral"],
];

test.each(languages)("the language is %s", async (_, locale, stored, lang, link) => {
  await using host = await startHost(quiet);
  const { page, close } = await visit(`${host.url}/metrics/`, { locale });
  if (stored !== null) {
    await page.evaluate((value) => localStorage.setItem("buntime:language", value), stored);
    await page.reload();
  }
  await page.getByRole("navigation").getByRole("link", { name: link }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe(lang);
  await close();
});

test("everything can be reached and done by keyboard", async () => {
  await using host = await startHost(quiet);
  await call(host.url, "hello");
  const { page, close } = await visit(`${host.url}/metrics/`);
  await gauge(page).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to content");
  for (const name of ["Overview", "Workers"]) {
    await page.keyboard.press("Tab");
    expect(await focused()).toContain(name);
  }
  await page.keyboard.press("Enter");
  const row = rowOf(page, "hello@1.0.0").getByRole("link");
  await row.focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("details").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("details").waitFor({ state: "detached" });
  await eventually("the focus back on its row", async () =>
    (await focused()).includes("hello@1.0.0"),
  );
  await close();
});
