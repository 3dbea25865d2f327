import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { gauge, table } from "./elements.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light" });

const pages: [name: string, path: string, ready: (page: Page) => Promise<void>][] = [
  ["Overview", "/metrics/", (page) => gauge(page).waitFor()],
  ["Workers", "/metrics/workers", (page) => table(page).waitFor()],
];

test.each(pages)(
  "the first visit of %s loads less than 450 kB, 150 kB by gzip",
  async (_, path, ready) => {
    const page = await at.browser.newPage();
    const loads: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (!response.url().includes("/api/")) loads.push(response.body());
    });
    await page.goto(`${at.host.url}${path}`);
    await ready(page);
    await page.waitForLoadState("load");
    const files = await Promise.all(loads);
    await page.close();
    const raw = files.reduce((sum, file) => sum + file.byteLength, 0);
    const gzip = files.reduce(
      (sum, file) => sum + Bun.gzipSync(new Uint8Array(file)).byteLength,
      0,
    );
    expect(files.length).toBeGreaterThan(3);
    expect(raw).toBeLessThan(450_000);
    expect(gzip).toBeLessThan(150_000);
  },
);
