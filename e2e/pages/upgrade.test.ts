import { expect, test } from "bun:test";
import { gauge, table } from "./elements.ts";
import { startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

const MARK = "-next";
const fileNames = /-([\w-]{8})\.(js|css)\b/g;

/** Serves the pages as if they had been built anew: each file has another name, and the old ones are gone. */
async function upgraded(path: string): Promise<Response> {
  const isOld = /-[\w-]{8}\.(js|css)$/.test(path) && !path.includes(MARK);
  if (isOld) return gone();
  const answer = await fetch(at.host.url + path.replace(MARK, ""));
  const text = (await answer.text()).replace(fileNames, `-$1${MARK}.$2`);
  return new Response(text, {
    headers: { "content-type": answer.headers.get("content-type") ?? "" },
  });
}

const gone = () => new Response("gone", { status: 404 });
const isData = (path: string) => path.includes("/api/");

test("a page that is open across an upgrade reloads itself where it needs a file that is gone", async () => {
  using proxy = startProxy(at.host.url);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  await gauge(page).waitFor();
  proxy.meddle = (path) => (isData(path) ? undefined : upgraded(path));
  await page.getByRole("link", { name: "Workers" }).click();
  await table(page).waitFor();
  expect(await page.title()).toBe("Workers · Metrics");
  expect(await page.locator(`script[src*="${MARK}"]`).count()).toBe(1);
  await close();
});

test("a sheet's file that is gone does the same", async () => {
  using proxy = startProxy(at.host.url);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  await gauge(page).waitFor();
  proxy.meddle = (path) => (isData(path) ? undefined : upgraded(path));
  await page.getByRole("button", { name: "PromQL for: Uptime" }).click();
  await page.locator(`script[src*="${MARK}"]`).waitFor({ state: "attached" });
  await gauge(page).waitFor();
  await close();
});

test("a page whose new files are gone as well, as between two builds, comes to rest", async () => {
  using proxy = startProxy(at.host.url);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  await gauge(page).waitFor();
  let loads = 0;
  page.on("load", () => loads++);
  let turn = "";
  // Each page comes from one build and its files are asked of the other, which has them not.
  const answer = async (path: string) => {
    if (/\.css$|\/(index|en|en\.workers)-[^/]*\.js$/.test(path)) {
      return await fetch(at.host.url + path.replace(/-(one|two)\./, "."));
    }
    if (path.endsWith(".js")) return gone();
    turn = turn === "-one" ? "-two" : "-one";
    const html = await (await fetch(at.host.url + path)).text();
    return new Response(html.replace(fileNames, `-$1${turn}.$2`), {
      headers: { "content-type": "text/html" },
    });
  };
  proxy.meddle = (path) => (isData(path) ? undefined : answer(path));
  await page.getByRole("link", { name: "Workers" }).click();
  await page.getByText("This part couldn't be displayed").first().waitFor();
  expect(loads).toBeLessThanOrEqual(2); // the router's own try at the missing file, and ours
  await page.getByRole("link", { name: "Overview" }).first().click();
  await page.getByText("This part couldn't be displayed").first().waitFor();
  await page.waitForTimeout(1_000);
  expect(loads).toBeLessThanOrEqual(3);
  await close();
});

test("a file that is missing though nothing was upgraded reloads nothing", async () => {
  using proxy = startProxy(at.host.url);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  await gauge(page).waitFor();
  await page.evaluate(() => document.body.setAttribute("data-same", ""));
  proxy.meddle = (path) =>
    isData(path) ? undefined : new Response("bad gateway", { status: 502 });
  await page.getByRole("button", { name: "PromQL for: Uptime" }).click();
  await page.getByText("This part couldn't be displayed").waitFor();
  expect(await page.title()).toBe("Overview · Metrics");
  await page.getByRole("link", { name: "Workers" }).click();
  await page.waitForFunction(() => document.title !== "Overview · Metrics");
  expect(await page.title()).toBe("This part couldn't be displayed · Metrics");
  expect(await page.locator("body[data-same]").count()).toBe(1);
  await close();
});
