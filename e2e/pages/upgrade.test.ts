import { expect, test } from "bun:test";
import { join } from "node:path";
import type { FirstVisit } from "../../scripts/build/budgets.ts";
import { FIRST_VISITS } from "../../scripts/build.ts";
import { root } from "../../scripts/root.ts";
import { gauge, table } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { isApi, passOn } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({}, { pool: testPool(workersOf(["hello@1.0.0"])) });

const MARK = "-next";
const refuse = () => new Response("bad gateway", { status: 502 });

/** Serves the pages of another build: its files have other names, and the old ones no longer exist. */
async function upgraded(path: string): Promise<Response> {
  if (/-[\w-]{8}\.(js|css)$/.test(path) && !path.includes(MARK))
    return new Response("gone", { status: 404 });
  const response = await fetch(at.host.url + path.replace(MARK, ""));
  const text = (await response.text()).replace(/-([\w-]{8})\.(js|css)\b/g, `-$1${MARK}.$2`);
  const type = response.headers.get("content-type") ?? "";
  return new Response(text, { headers: { "content-type": type } });
}

const visits: FirstVisit[] = await Bun.file(join(root, FIRST_VISITS)).json();
const filesOf = (locale: string) =>
  visits.filter((visit) => visit.locale === locale).flatMap(({ files }) => files);

/** Whether the path is a file that only visits in this language load. */
function isTexts(path: string, locale: "en" | "pt-BR"): boolean {
  const others = filesOf(locale === "en" ? "pt-BR" : "en");
  return filesOf(locale).some((file) => path.endsWith(file) && !others.includes(file));
}

test("a page that is open during an upgrade reloads itself when it needs a file that no longer exists", async () => {
  at.expectFaults();
  const page = await at.open(`${at.proxy.url}/metrics/`);
  await gauge(page).waitFor();
  at.proxy.handler = (path) => (isApi(path) ? undefined : upgraded(path));
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await table(page).waitFor();
  expect(await page.title()).toEndWith("Metrics · Workers");
  expect(await page.locator(`script[src*="${MARK}"]`).count()).toBe(1);
});

test("a missing file without an upgrade causes no reload, and the page says so", async () => {
  at.expectFaults();
  const page = await at.open(`${at.proxy.url}/metrics/`);
  await gauge(page).waitFor();
  await page.evaluate(() => document.body.setAttribute("data-same", ""));
  at.proxy.handler = (path) => (isApi(path) ? undefined : refuse());
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await page.getByText("This part couldn't be displayed").first().waitFor();
  expect(await page.title()).toBe("Metrics · This part couldn't be displayed");
  expect(await page.locator("body[data-same]").count()).toBe(1);
});

test("without the texts of its language the page says so, and can be reloaded", async () => {
  at.expectFaults();
  at.proxy.handler = (path) => (isTexts(path, "en") ? refuse() : undefined);
  const page = await at.open(`${at.proxy.url}/metrics/`, { fresh: {} });
  await page.getByText("The pages couldn't be loaded.").waitFor();
  await page.getByText("Não foi possível carregar as páginas.").waitFor();
  at.proxy.handler = passOn;
  await page.getByRole("button", { name: "Reload" }).click();
  await gauge(page).waitFor();
});

test("a language whose texts can't be loaded leaves the current one, with a notice", async () => {
  at.expectFaults();
  at.proxy.handler = (path) => (isTexts(path, "pt-BR") ? refuse() : undefined);
  const page = await at.open(`${at.proxy.url}/metrics/`);
  const choice = page.getByRole("combobox", { name: "Language" });
  // Awaited in advance: the next announcement replaces it.
  const announced = page.getByRole("status").getByText("couldn't be loaded");
  await Promise.all([announced.waitFor(), choice.selectOption("pt-BR")]);
  const notice = page.getByTestId("notice").getByText("couldn't be loaded");
  await notice.waitFor();
  expect(await choice.inputValue()).toBe("en");
  at.proxy.handler = passOn;
  await choice.selectOption("pt-BR");
  await page.getByRole("combobox", { name: "Idioma" }).waitFor();
  await notice.waitFor({ state: "detached" });
});
