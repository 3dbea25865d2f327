import { expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { connectionIn } from "./elements.ts";
import { stage } from "./stage.ts";

/** Longer than silence is borne from a stream that does not beat, in ms. */
const RARE_MS = 12_000;

const at = stage({ load: "light", sseInterval: RARE_MS });

test("a feed with rare events is live all the time, with rates and without gaps", async () => {
  const { page, faults, close } = await at.visit("/metrics/");
  await connectionIn(page, "live").waitFor();
  const region = page.getByRole("status");
  const phases = new Set<string | null>();
  const spoken = new Set<string | null>();
  for (const end = performance.now() + 2.5 * RARE_MS; performance.now() < end; ) {
    phases.add(await page.getByTestId("connection").getAttribute("data-phase"));
    spoken.add(await region.textContent());
    await Bun.sleep(200);
  }
  expect([...phases]).toEqual(["live"]);
  expect([...spoken].filter((text) => text !== "").length).toBeLessThan(2);
  const rate = page.getByTestId("request-rate");
  await eventually("a rate", async () => /\d/.test((await rate.textContent()) ?? ""));
  expect(await page.getByTestId("activity-outdated").count()).toBe(0);
  const summaries = await page.getByTestId("chart-summary").allTextContents();
  expect(summaries.length).toBeGreaterThan(0);
  expect(summaries.filter((summary) => summary.includes("gap"))).toEqual([]);
  expect(faults).toEqual([]);
  await close();
}, 60_000);
