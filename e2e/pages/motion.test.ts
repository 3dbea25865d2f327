import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { gauge, rowOf } from "./elements.ts";
import { heldBack, startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

function running(page: Page): Promise<number> {
  return page.evaluate(() => document.getAnimations().length);
}

/** Elements, and what stands before and after them, that would move when something changes. */
function movable(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) =>
      ["", "::before", "::after"].flatMap((part) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(
          element,
          part,
        );
        const still = /^(0s(, )?)+$/.test(transitionDuration);
        if (still && animationName === "none" && scrollBehavior === "auto") return [];
        return [element.tagName + part];
      }),
    ),
  );
}

test("who asks for less motion while a page waits sees it stand still at once", async () => {
  using proxy = startProxy(at.host.url);
  proxy.meddle = (path) => (path.includes("/api/") ? heldBack() : undefined);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  await page.getByTestId("loading").waitFor();
  expect(await running(page)).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await running(page)).toBe(0);
  await close();
});

const views: [name: string, path: string, reach: (page: Page) => Promise<void>][] = [
  ["Overview", "/metrics/", (page) => gauge(page).waitFor()],
  ["Workers", "/metrics/workers?group=true", openGroup],
];

async function openGroup(page: Page): Promise<void> {
  await rowOf(page, "hello@1.0.0").getByRole("button").click();
  await rowOf(page, "hello@1.0.0").locator('[aria-expanded="true"]').waitFor();
}

test.each(views)("nothing of %s moves for who asks for less motion", async (_, path, reach) => {
  const { page, faults, close } = await at.visit(path, { reducedMotion: "no-preference" });
  await reach(page);
  expect(await movable(page)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await movable(page)).toEqual([]);
  await page.getByRole("button", { name: "Pause" }).hover();
  expect(await running(page)).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
