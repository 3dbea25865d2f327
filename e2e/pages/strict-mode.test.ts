import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { root } from "../../scripts/root.ts";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { detailsOf, windows } from "./elements.ts";
import { testPool, worker, workersOf } from "./pools.ts";
import { isApi } from "./proxy.ts";
import { stage } from "./stage.ts";

const apps = workersOf(["a@1.0.0", "a@2.0.0", "b@1.0.0"]);
const pool = testPool([...apps, worker("x", "c@1.0.0", { state: "terminated" })]);
const at = stage({}, { pool, warnings: true });

/** Writes a development build of the pages into a folder. */
async function buildForDevelopment(folder: string): Promise<void> {
  const command = ["bun", "x", "vite", "build", "--mode", "development", "--minify", "false"];
  const build = Bun.spawn([...command, "--outDir", folder, "--logLevel", "error"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "development" },
    stderr: "pipe",
  });
  if ((await build.exited) !== 0) throw new Error(await new Response(build.stderr).text());
}

/** Serves a file of the build, or the page as the host serves it. */
async function serve(folder: string, path: string): Promise<Response> {
  const [, asset] = /\/assets\/(.+)$/.exec(path) ?? [];
  if (asset !== undefined) return new Response(Bun.file(`${folder}/assets/${asset}`));
  const html = await Bun.file(`${folder}/index.html`).text();
  const based = html.replace("<head>", '<head><base href="/metrics/">');
  return new Response(based, { headers: { "content-type": "text/html" } });
}

/** Presses every button and radio button in a part of the page; some add or remove others. */
async function pressAll(page: Page, part: string): Promise<void> {
  const pressed = await page.locator(part).evaluate(async (element) => {
    const controls = () => element.querySelectorAll<HTMLElement>("button, [type=radio]");
    const next = (place: number) => [...controls()].filter((each) => each.checkVisibility())[place];
    for (let place = 0; ; place++) {
      const control = next(place);
      if (control === undefined) return place;
      control.click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      document.querySelector<HTMLElement>(":popover-open")?.hidePopover();
    }
  });
  expect(pressed).toBeGreaterThan(3);
}

test("under React's StrictMode a development build logs no error and no warning, in both languages", async () => {
  await using folder = await makeTempFolder();
  await buildForDevelopment(folder.path);
  at.proxy.handler = (path) => (isApi(path) ? undefined : serve(folder.path, path));
  const page = await at.open(`${at.proxy.url}/metrics/`);
  // A warning that React's production build lacks.
  const script = await page.locator("script[type=module]").getAttribute("src");
  const code = await (await fetch(`${at.proxy.url}/metrics/${script}`)).text();
  expect(code).toContain("Each child in a list");
  const language = page.locator("header").getByRole("combobox");
  for (const locale of ["en", "pt-BR"]) {
    await language.selectOption(locale);
    await page.locator(`html[lang="${locale}"]`).waitFor();
    await page.locator("code", { hasText: "/prometheus" }).waitFor();
    await pressAll(page, "main");
    await page.locator("header nav").getByRole("link").last().click();
    const link = page.locator("tbody").getByRole("link").first();
    await link.click();
    // Rates are known after the second reading.
    await detailsOf(page).locator("path").first().waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await pressAll(page, "thead");
    const group = page.getByRole("button", { name: /Group by app|Agrupar por app/ });
    await group.click();
    await page.locator("tbody button[aria-expanded]").first().click();
    await group.click();
    await page.getByRole("searchbox").fill("nobody");
    await page.getByTestId("empty").waitFor();
    await page.getByRole("searchbox").fill("");
    await link.waitFor();
    for (const colorScheme of ["dark", "light"] as const) await page.emulateMedia({ colorScheme });
    for (const size of [windows.phone, windows.desktop]) await page.setViewportSize(size);
    pool.workers = pool.workers.slice(1);
    await page.goto(`${at.proxy.url}/metrics/`);
    await page.locator("code", { hasText: "/prometheus" }).waitFor();
  }
  // The folder is removed now; what the page still requests would be missing.
  await page.goto("about:blank");
});
