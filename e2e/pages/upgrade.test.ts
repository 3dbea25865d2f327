import { expect, test } from "bun:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { FirstVisit } from "../../scripts/build/budgets.ts";
import { FIRST_VISITS } from "../../scripts/build.ts";
import { root } from "../../scripts/root.ts";
import { eventually } from "../../testing/eventually.ts";
import { gauge, table } from "./elements.ts";
import { passOn } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

const MARK = "-next";
const fileNames = /-([\w-]{8})\.(js|css)\b/g;

/** Serves the pages of another build: each file has another name, and the old ones are gone. */
async function upgraded(path: string): Promise<Response> {
  const isOld = /-[\w-]{8}\.(js|css)$/.test(path) && !path.includes(MARK);
  if (isOld) return gone();
  const response = await fetch(at.host.url + path.replace(MARK, ""));
  const text = (await response.text()).replace(fileNames, `-$1${MARK}.$2`);
  return new Response(text, {
    headers: { "content-type": response.headers.get("content-type") ?? "" },
  });
}

/** Opens Overview; from then on files are missing by intent. */
async function open(): Promise<Page> {
  at.expectFaults();
  const page = await at.open(`${at.proxy.url}/metrics/`);
  await gauge(page).waitFor();
  return page;
}

const gone = () => new Response("gone", { status: 404 });
const refuse = () => new Response("bad gateway", { status: 502 });
const isData = (path: string) => path.includes("/api/");
/** The file of the charts, which Overview loads after its first paint. */
const isCharts = (path: string) => path.includes("/assets/TimeSeries-") && !path.includes(MARK);

const visits: FirstVisit[] = await Bun.file(join(root, FIRST_VISITS)).json();
const filesOf = (locale: string) =>
  visits.filter((visit) => visit.locale === locale).flatMap(({ files }) => files);

/** Whether the path is a file with texts of a language: only its visits load it. */
function isTexts(path: string, locale: "en" | "pt-BR"): boolean {
  const others = filesOf(locale === "en" ? "pt-BR" : "en");
  return filesOf(locale).some((file) => path.endsWith(file) && !others.includes(file));
}

test("a page that is open across an upgrade reloads itself where it needs a file that is gone", async () => {
  const page = await open();
  at.proxy.handler = (path) => (isData(path) ? undefined : upgraded(path));
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await table(page).waitFor();
  expect(await page.title()).toEndWith("Metrics · Workers");
  expect(await page.locator(`script[src*="${MARK}"]`).count()).toBe(1);
});

test("a panel's file that is gone does the same", async () => {
  at.expectFaults();
  at.proxy.handler = (path) => {
    if (!isCharts(path)) return undefined;
    at.proxy.handler = (later) => (isData(later) ? undefined : upgraded(later));
    return gone();
  };
  const page = await at.open(`${at.proxy.url}/metrics/`);
  await page.locator(`script[src*="${MARK}"]`).waitFor({ state: "attached" });
  await gauge(page).waitFor();
});

test("a page whose new files are gone as well, as between two builds, comes to rest", async () => {
  const page = await open();
  let loads = 0;
  page.on("load", () => loads++);
  let turn = "";
  // Each page comes from one build, and its files are requested from the other, which doesn't have them.
  const respond = async (path: string) => {
    const built = path.replace(/-(one|two)\./, ".");
    if (/\.css$|\/index-[^/]*\.js$/.test(path) || isTexts(built, "en")) {
      return await fetch(at.host.url + built);
    }
    if (path.endsWith(".js")) return gone();
    turn = turn === "-one" ? "-two" : "-one";
    const html = await (await fetch(at.host.url + path)).text();
    return new Response(html.replace(fileNames, `-$1${turn}.$2`), {
      headers: { "content-type": "text/html" },
    });
  };
  at.proxy.handler = (path) => (isData(path) ? undefined : respond(path));
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await page.getByText("This part couldn't be displayed").first().waitFor();
  expect(loads).toBeLessThanOrEqual(2); // the router's own try at the missing file, and ours
  await page.getByRole("link", { name: "Overview" }).first().click();
  await page.getByText("This part couldn't be displayed").first().waitFor();
  expect(loads).toBeLessThanOrEqual(3);
});

test("a file that is missing though nothing was upgraded reloads nothing", async () => {
  at.expectFaults();
  at.proxy.handler = (path) => (isCharts(path) ? refuse() : undefined);
  const page = await at.open("about:blank", { fresh: true });
  await page.clock.install();
  await page.goto(`${at.proxy.url}/metrics/`);
  await page.evaluate(() => document.body.setAttribute("data-same", ""));
  const failure = page.getByText("This part couldn't be displayed").first();
  await eventually("no further try", async () => {
    await page.clock.runFor(1_000);
    return await failure.isVisible();
  });
  at.proxy.handler = (path) => (isData(path) ? undefined : refuse());
  expect(await page.title()).toEndWith("Metrics · Overview");
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await page.waitForFunction(() => !document.title.endsWith("Metrics · Overview"));
  expect(await page.title()).toBe("Metrics · This part couldn't be displayed");
  expect(await page.locator("body[data-same]").count()).toBe(1);
});

test("without the texts of its language the page says so, and can be reloaded", async () => {
  at.expectFaults();
  at.proxy.handler = (path) => (isTexts(path, "en") ? refuse() : undefined);
  const page = await at.open(`${at.proxy.url}/metrics/`, { fresh: true });
  await page.getByText("The pages couldn't be loaded.").waitFor();
  await page.getByText("Não foi possível carregar as páginas.").waitFor();
  at.proxy.handler = passOn;
  await page.getByRole("button", { name: "Reload" }).click();
  await gauge(page).waitFor();
});

test("a language whose texts can't be loaded leaves the one before, with a notice", async () => {
  at.expectFaults();
  at.proxy.handler = (path) => (isTexts(path, "pt-BR") ? refuse() : undefined);
  const page = await at.open(`${at.proxy.url}/metrics/`);
  const choice = page.getByRole("combobox", { name: "Language" });
  // Listened to from before, as what is announced next takes its place.
  const announced = page.getByRole("status").getByText("couldn't be loaded");
  await Promise.all([announced.waitFor(), choice.selectOption("pt-BR")]);
  const notice = page.getByTestId("notice").getByText("couldn't be loaded");
  await notice.waitFor();
  expect(await choice.inputValue()).toBe("en");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await page.reload();
  await gauge(page).waitFor();
  expect(await choice.inputValue()).toBe("en");
  at.proxy.handler = passOn;
  await choice.selectOption("pt-BR");
  await page.getByRole("combobox", { name: "Idioma" }).waitFor();
  await notice.waitFor({ state: "detached" });
});
