import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { violationsOf } from "./axe.ts";
import { rowOf } from "./elements.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const { visit } = stage({ load: "light", sseInterval: 200 });

const views: [name: string, path: string, ready: (page: Page) => Promise<void>][] = [
  ["Overview", "/metrics/", (page) => page.getByText("Scrape URL").waitFor()],
  ["Workers", "/metrics/workers", (page) => rowOf(page, "hello@1.0.0").waitFor()],
  ["a worker's details", "/metrics/workers", openDetails],
  [
    "a page that is not there",
    "/metrics/nothing",
    (page) => page.getByText("Page not found").waitFor(),
  ],
];

async function openDetails(page: Page): Promise<void> {
  await rowOf(page, "hello@1.0.0").getByRole("link").click();
  await page.getByTestId("details").getByText("hello@1.0.0").first().waitFor();
}

const settings = (["phone", "desktop"] as const).flatMap((size) =>
  (["light", "dark"] as const).map((colorScheme) => ({ size, colorScheme })),
);

describe.each(settings)("on a $size, $colorScheme", ({ size, colorScheme }) => {
  test.each(views)("axe finds nothing on %s", async (_, path, ready) => {
    const options = { viewport: windows[size], colorScheme, bypassCSP: true };
    const { page, close } = await visit(path, options);
    await ready(page);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });
});

describe.each(Object.entries(windows))("on a %s", (_, viewport) => {
  test.each(views)("nothing of %s is wider than the window", async (_, path, ready) => {
    const { page, close } = await visit(path, { viewport });
    await ready(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(viewport.width);
    await close();
  });
});

const frames = [
  ["alone", ""],
  ["in the shell", "/shell"],
] as const;

describe.each(Object.entries(windows))("on a %s", (_, viewport) => {
  test.each(frames)("Workers fills its window to the edge, %s", async (_, prefix) => {
    const { page, close } = await visit(`${prefix}/metrics/workers`, { viewport });
    const place = prefix === "" ? page : page.frameLocator("iframe");
    await rowOf(place, "hello@1.0.0").waitFor();
    const body = place.locator("body");
    expect(await body.evaluate((element) => element.clientWidth)).toBe(
      await body.evaluate(() => window.innerWidth),
    );
    // The shell does not scroll beside it.
    const [height, seen] = await page.evaluate(() => [
      document.documentElement.scrollHeight,
      window.innerHeight,
    ]);
    if (prefix !== "") expect(height).toBe(seen);
    await close();
  });
});

test("the policy in the HTML lets nothing in from elsewhere, and no inline code", async () => {
  const { page, close } = await visit("/metrics/");
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  const content = (await policy.getAttribute("content")) ?? "";
  expect(content).toContain("default-src 'none'");
  expect(content).toContain("script-src 'self'");
  expect(content).not.toMatch(/unsafe|https?:|\*/);
  await close();
});
