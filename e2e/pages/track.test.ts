import { expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { rowOf, table } from "./elements.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

test("in a worker's history no line is drawn across a pause, however short", async () => {
  const { page, faults, close } = await at.visit("/metrics/workers");
  await rowOf(page, "hello@1.0.0").getByRole("link").click();
  const line = page.getByTestId("details").getByRole("img", { name: "Memory (rss)" });
  const path = () => line.locator("path").getAttribute("d");
  const strokes = async () => (await path())?.split("M").filter((part) => part !== "") ?? [];
  /** How many readings each line joins. */
  const readings = async () => (await strokes()).map((stroke) => stroke.split("L").length);
  await eventually("a line of two readings", async () => (await readings())[0] === 2);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await eventually("a line of its own after the pause", async () => {
    const counts = await readings();
    return counts.length === 2 && (counts[1] ?? 0) > 1;
  });
  expect((await readings())[0]).toBeLessThan(4);
  await table(page).waitFor();
  expect(faults).toEqual([]);
  await close();
}, 60_000);
