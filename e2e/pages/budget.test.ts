import { expect, test } from "bun:test";
import { join } from "node:path";
import type { Response as PageResponse } from "playwright-core";
import { type FirstVisit, overBudget } from "../../scripts/build/budgets.ts";
import { FIRST_VISITS } from "../../scripts/build.ts";
import { root } from "../../scripts/root.ts";
import { eventually } from "../../testing/eventually.ts";
import { connectionIn } from "./elements.ts";
import { isApi } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light" });
const visits: FirstVisit[] = await Bun.file(join(root, FIRST_VISITS)).json();

/** How long a visitor looks without a click, in ms. */
const LOOKING_MS = 14_000;

test("the build has counted each page in each language", () => {
  const counted = visits.map(({ route, locale }) => `${route} ${locale}`);
  expect(counted.toSorted()).toEqual(["index en", "index pt-BR", "workers en", "workers pt-BR"]);
});

test.each(visits)(
  "the $what in a browser is what the build has counted, and within its limits",
  async (visit) => {
    const { route, locale, files } = visit;
    const page = await at.openWithClock("about:blank", { locale });
    const responses: PageResponse[] = [];
    const requested: string[] = [];
    let pending = 0;
    const isFile = (request: { url(): string }) => !isApi(request.url());
    page.on("request", (request) => {
      requested.push(new URL(request.url()).pathname);
      if (isFile(request)) pending++;
    });
    page.on("requestfinished", (request) => {
      if (isFile(request)) pending--;
    });
    page.on("response", (response) => {
      if (isFile(response)) responses.push(response);
    });
    await page.goto(`${at.host.url}/metrics/${route === "index" ? "" : route}`);
    await connectionIn(page, "live").waitFor();
    for (let passed = 0; passed < LOOKING_MS; passed += 1_000) {
      await page.clock.runFor(1_000);
      await eventually("no file on its way", () => pending === 0);
    }
    const bodies = await Promise.all(responses.map((response) => response.body()));
    const names = responses.map((response) => {
      const path = new URL(response.url()).pathname.replace("/metrics/", "");
      return path.startsWith("assets/") ? path : "index.html";
    });
    // The feed may take the browser's last connection to the host.
    const afterFeed = requested.slice(requested.findIndex((path) => path.endsWith("/sse")));
    expect(afterFeed.filter((path) => path.includes("/assets/"))).toEqual([]);
    // A headless browser has no use for the icon.
    expect(names.toSorted()).toEqual(files.filter((file) => !file.endsWith(".svg")).toSorted());
    const sum = (size: (body: Uint8Array<ArrayBuffer>) => number) =>
      bodies.reduce((total, body) => total + size(new Uint8Array(body)), 0);
    const raw = sum((body) => body.byteLength);
    const gzip = sum((body) => Bun.gzipSync(body).byteLength);
    expect(overBudget({ ...visit, raw, gzip })).toEqual([]);
  },
);
