import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { root } from "../../scripts/root.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { connectionIn, detailsOf } from "./elements.ts";
import { testPool, worker, workersOf } from "./pools.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const pool = testPool();
const at = stage({ sseInterval: 100 }, { pool, warnings: true });
let folder: TempFolder;

beforeAll(async () => {
  folder = await makeTempFolder();
  const command = ["bun", "x", "vite", "build", "--mode", "development", "--minify", "false"];
  const build = Bun.spawn([...command, "--outDir", folder.path, "--logLevel", "error"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "development" },
    stderr: "pipe",
  });
  if ((await build.exited) !== 0) throw new Error(await new Response(build.stderr).text());
}, 300_000);
afterAll(() => folder[Symbol.asyncDispose]());

/** Serves the development build as the host serves the pages. */
async function developmentBuild(path: string): Promise<Response> {
  const [, asset] = /\/assets\/(.+)$/.exec(path) ?? [];
  if (asset !== undefined) return new Response(Bun.file(`${folder.path}/assets/${asset}`));
  const html = await Bun.file(`${folder.path}/index.html`).text();
  return new Response(html.replace("<head>", '<head><base href="/metrics/">'), {
    headers: { "content-type": "text/html" },
  });
}

async function showEverythingOfOverview(page: Page): Promise<void> {
  await page.getByRole("meter").waitFor();
  await connectionIn(page, "live").waitFor();
  // The panels below come a moment later.
  await page.locator("code", { hasText: "/prometheus" }).waitFor();
  // Some bring others, or take them away.
  const buttons = page.locator("main button:visible");
  for (let place = 0; place < (await buttons.count()); place++) {
    await buttons.nth(place).click();
    await page.keyboard.press("Escape");
  }
  for (const choice of await page.locator("main").getByRole("radio").all()) await choice.check();
}

async function showEverythingOfWorkers(page: Page): Promise<void> {
  const rows = page.locator("tbody tr");
  await rows.first().waitFor();
  const heads = page.getByRole("columnheader").getByRole("button");
  for (const head of await heads.all()) await head.click();
  await rows.getByRole("link").first().click();
  await detailsOf(page).getByRole("term").first().waitFor();
  // Rates are known from the second reading on.
  await detailsOf(page).locator("path").first().waitFor({ state: "attached" });
  pool.workers = pool.workers.slice(1);
  await page.keyboard.press("Escape");
  await detailsOf(page).waitFor({ state: "detached" });
  await page.getByRole("searchbox").fill("nobody");
  await page.getByTestId("empty").waitFor();
  await page.getByRole("searchbox").fill("");
  await page.locator("button[aria-expanded]").first().click();
  await page.keyboard.press("Escape");
  await page.setViewportSize(windows.phone);
  await rows.first().waitFor();
  await page.setViewportSize(windows.desktop);
}

test("under React's StrictMode a development build logs no error and no warning, in both languages", async () => {
  pool.workers = [
    ...workersOf(["a@1.0.0", "a@2.0.0", "b@1.0.0"]),
    worker("x", "c@1.0.0", { state: "terminated" }),
  ];
  at.proxy.handler = (path) => (path.includes("/api/") ? undefined : developmentBuild(path));
  const page = await at.open(`${at.proxy.url}/metrics/`);
  // React's production build does not have this warning.
  const script = await page.locator("script[type=module]").getAttribute("src");
  const code = await (await fetch(`${at.proxy.url}/metrics/${script}`)).text();
  expect(code).toContain("Each child in a list");
  await showEverythingOfOverview(page);
  await page.goto(`${at.proxy.url}/metrics/workers`);
  await showEverythingOfWorkers(page);
  await page.getByRole("button", { name: "Group by app" }).click();
  await page.locator("tbody button").first().click();
  await page.locator("tbody").getByRole("link").first().waitFor();
  for (const colorScheme of ["dark", "light"] as const) await page.emulateMedia({ colorScheme });
  const language = page.locator("header").getByRole("combobox");
  for (const value of ["pt-BR", "en", "pt-BR"]) {
    await language.selectOption(value);
    await page.locator(`html[lang="${value}"]`).waitFor();
  }
  await page.reload();
  await page.locator("tbody button").first().waitFor();
  await page.locator("header nav").getByRole("link").first().click();
  await showEverythingOfOverview(page);
  expect(at.faults).toEqual([]);
});
