import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { startHost } from "../../dev/host.ts";
import { connection, connectionIn, gauge } from "./elements.ts";
import { startProxy } from "./proxy.ts";
import { browserStage } from "./stage.ts";

const { visit } = browserStage();

const options = { load: "light", sseInterval: 200, quiet: true, port: 0 } as const;

/** Whether the gauge's arc is drawn without colour. */
function isGrey(page: Page): Promise<boolean> {
  const drawing = gauge(page).locator("svg").first();
  return drawing.evaluate((node) => getComputedStyle(node).filter.includes("grayscale"));
}

/** Gauge and counters say how old they are, without a level and without colour. */
async function expectHeld(page: Page): Promise<void> {
  await gauge(page).getByText("Last update:").waitFor();
  await page.getByTestId("capacity").getByText("Last update:").waitFor();
  expect(await page.getByTestId("level").count()).toBe(0);
  expect(await gauge(page).getAttribute("aria-valuetext")).toContain("Last update:");
  expect(await isGrey(page)).toBe(true);
}

test("a second press at the same place takes Pause back, and meanwhile nothing looks like now", async () => {
  await using host = await startHost(options);
  const { page, close } = await visit(`${host.url}/metrics/`);
  const pause = page.getByRole("button", { name: "Pause" });
  await gauge(page).waitFor();
  const { x = 0, y = 0, width = 0, height = 0 } = (await pause.boundingBox()) ?? {};
  await connection(page).getByText("every").waitFor();
  const press = () => page.mouse.click(x + width - 4, y + height / 2);
  expect(await isGrey(page)).toBe(false);
  await press();
  await connectionIn(page, "paused").waitFor();
  await expectHeld(page);
  await press();
  await connectionIn(page, "live").waitFor();
  await page.getByTestId("level").waitFor();
  expect(await isGrey(page)).toBe(false);
  await close();
});

test("what a dead server has told last is shown as old", async () => {
  const host = await startHost(options);
  const { page, close } = await visit(`${host.url}/metrics/`);
  await connectionIn(page, "live").waitFor();
  await host.stop();
  await connectionIn(page, "waiting").waitFor();
  await expectHeld(page);
  await close();
});

test("where nothing comes through an open stream, trying at once can be asked for", async () => {
  await using host = await startHost(options);
  using proxy = startProxy(host.url);
  let silent = true;
  const never = new Promise<Response>(() => {});
  proxy.meddle = (path) =>
    silent && path.includes("/api/metrics/") && !path.endsWith("prometheus") ? never : undefined;
  const { page, close } = await visit(`${proxy.url}/metrics/`);
  await connectionIn(page, "stale").waitFor();
  silent = false;
  await page.getByRole("button", { name: "Retry now" }).click();
  await connectionIn(page, "live").waitFor();
  await close();
});

test("where the first answer is a refusal, it alone is told of: nothing seems to be on its way", async () => {
  await using host = await startHost(options);
  using proxy = startProxy(host.url);
  proxy.meddle = (path) =>
    path.includes("/api/") ? Response.json({ error: "no" }, { status: 401 }) : undefined;
  const { page, close } = await visit(`${proxy.url}/metrics/`);
  await page.getByText("You are not signed in").waitFor();
  expect(await page.getByTestId("loading").count()).toBe(0);
  await close();
});

test("the failed workers that the pool still holds are told apart from those that it has counted", async () => {
  await using host = await startHost(options);
  using proxy = startProxy(host.url);
  const snapshot = await (await fetch(`${host.url}/metrics/api/metrics/`)).text();
  const activity = JSON.stringify({
    failed: 0,
    heldFailures: 3,
    timestamp: "2026-01-01T00:00:00Z",
  });
  const events = `data: ${snapshot}\n\nevent: activity\ndata: ${activity}\n\n`;
  const feed = () =>
    new Response(
      new ReadableStream({ start: (controller) => controller.enqueue(events) }).pipeThrough(
        new TextEncoderStream(),
      ),
      { headers: { "content-type": "text/event-stream" } },
    );
  proxy.meddle = (path) => (path.endsWith("/sse") ? feed() : undefined);
  const { page, close } = await visit(`${proxy.url}/metrics/`);
  const activityOf = (term: string) =>
    page
      .getByRole("region", { name: "Pool activity" })
      .getByText(term, { exact: true })
      .locator("xpath=following-sibling::dd");
  await activityOf("Failed").waitFor();
  expect(await activityOf("Failed").textContent()).toBe("3");
  expect(await activityOf("Failures counted by the pool").textContent()).toBe("0");
  await close();
});
