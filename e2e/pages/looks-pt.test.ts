import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { type DevHost, startHost } from "../../dev/host.ts";
import { violationsOf } from "./axe.ts";
import { launch } from "./browser.ts";
import type { Place } from "./elements.ts";
import { visit, windows } from "./visit.ts";

let browser: Browser;
let host: DevHost;

beforeAll(async () => {
  browser = await launch();
  host = await startHost({ port: 0, load: "light", sseInterval: 200, quiet: true });
});
afterAll(async () => {
  await browser.close();
  await host.stop();
});

const scopes = { page: "", frame: "/shell" } as const;

const settings = (["page", "frame"] as const).flatMap((scope) =>
  (["phone", "desktop"] as const).flatMap((size) =>
    (["light", "dark"] as const).map((colorScheme) => ({ scope, size, colorScheme })),
  ),
);

test.each(settings)(
  "axe finds nothing in Portuguese: a $scope on a $size where all is $colorScheme",
  async ({ scope, size, colorScheme }) => {
    const address = `${host.url}${scopes[scope]}/metrics`;
    const options = { viewport: windows[size], colorScheme, locale: "pt-BR", bypassCSP: true };
    const { page, close } = await visit(browser, address, options);
    const place: Place = scope === "page" ? page : page.frameLocator("iframe");
    await place.getByRole("meter", { name: "Utilização" }).waitFor();
    expect(await place.locator("html").getAttribute("lang")).toBe("pt-BR");
    const dark = scope === "page" && colorScheme === "dark";
    expect(await place.locator("html.dark").count()).toBe(Number(dark));
    expect(await violationsOf(page, scope)).toEqual([]);
    await page.goto(`${address}/workers`);
    const row = place.getByRole("table", { name: "Workers do pool" }).getByRole("link").first();
    await row.waitFor();
    expect(await violationsOf(page, scope)).toEqual([]);
    await row.click();
    await place.getByTestId("details").getByRole("term").first().waitFor();
    expect(await violationsOf(page, scope)).toEqual([]);
    await close();
  },
);
