import { expect, test } from "bun:test";
import { violationsOf } from "./axe.ts";
import type { Place } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage({ load: "light", sseInterval: 200 });

const scopes = { page: "", frame: "/shell" } as const;

const settings = (["page", "frame"] as const).flatMap((scope) =>
  (["phone", "desktop"] as const).flatMap((size) =>
    (["light", "dark"] as const).map((colorScheme) => ({ scope, size, colorScheme })),
  ),
);

test.each(settings)(
  "axe finds nothing in Portuguese: a $scope on a $size where all is $colorScheme",
  async ({ scope, size, colorScheme }) => {
    const path = `${scopes[scope]}/metrics`;
    const options = { viewport: windows[size], colorScheme, locale: "pt-BR", bypassCSP: true };
    const { page, close } = await at.visit(path, options);
    const place: Place = scope === "page" ? page : page.frameLocator("iframe");
    await place.getByRole("meter", { name: "Utilização" }).waitFor();
    await place.getByText("URL de coleta").waitFor();
    expect(await place.locator("html").getAttribute("lang")).toBe("pt-BR");
    const dark = scope === "page" && colorScheme === "dark";
    expect(await place.locator("html.dark").count()).toBe(Number(dark));
    expect(await violationsOf(page, scope)).toEqual([]);
    await page.goto(`${at.host.url}${path}/workers`);
    const row = place.getByRole("table", { name: "Workers do pool" }).getByRole("link").first();
    await row.waitFor();
    expect(await violationsOf(page, scope)).toEqual([]);
    await row.click();
    await place.getByTestId("details").getByRole("term").first().waitFor();
    expect(await violationsOf(page, scope)).toEqual([]);
    await close();
  },
);
