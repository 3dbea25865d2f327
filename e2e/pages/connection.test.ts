import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { startHost } from "../../dev/host.ts";
import { eventually } from "../../testing/eventually.ts";
import { connection, connectionIn, figure } from "./elements.ts";
import { numberIn } from "./numbers.ts";
import { browserStage } from "./stage.ts";

const { visit } = browserStage();

const options = { load: "light", sseInterval: 200, quiet: true } as const;

function phase(page: Page, wanted: string): Promise<void> {
  return connectionIn(page, wanted).waitFor({ timeout: 20_000 });
}

test("Pause holds the numbers, Resume lets them go on", async () => {
  await using host = await startHost({ ...options, port: 0 });
  const { page, close } = await visit(`${host.url}/metrics/`);
  await phase(page, "live");
  await page.getByRole("button", { name: "Pause" }).click();
  await phase(page, "paused");
  const requests = figure(page, "Pool activity", "Requests");
  const held = await numberIn(requests);
  const activity = async () => host.pool.getMetrics().totalRequests;
  const before = await activity();
  await eventually("requests meanwhile", async () => (await activity()) > before + 3);
  expect(await numberIn(requests)).toBe(held);
  await page.getByRole("button", { name: "Resume" }).click();
  await phase(page, "live");
  await eventually("newer numbers", async () => (await numberIn(requests)) > held);
  await close();
});

test("a host that goes away is told of, and one that comes back is found", async () => {
  const first = await startHost({ ...options, port: 0 });
  const { port, url } = first;
  const { page, close } = await visit(`${url}/metrics/`);
  await phase(page, "live");
  await first.stop();
  await phase(page, "waiting");
  await connection(page).getByText("Reconnecting").waitFor();
  await using _ = await startHost({ ...options, port });
  await phase(page, "live");
  await close();
});

test("a reload of the plugin ends nothing for long", async () => {
  await using host = await startHost({ ...options, port: 0 });
  const { page, close, faults } = await visit(`${host.url}/metrics/`);
  await phase(page, "live");
  const requests = figure(page, "Pool activity", "Requests");
  const before = await numberIn(requests);
  await host.reload({ sseInterval: 100 });
  await eventually("newer numbers", async () => (await numberIn(requests)) > before);
  await phase(page, "live");
  expect(faults).toEqual([]);
  await close();
});
