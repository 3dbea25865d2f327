// `bun e2e/screenshots.ts [--out folder]`: screenshots of both pages, standalone and in the shell.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { startHost } from "../dev/host.ts";
import { launch } from "./pages/browser.ts";
import { gauge, type Place, rowOf, windows } from "./pages/elements.ts";

const { values } = parseArgs({ options: { out: { type: "string", default: "screenshots" } } });

/** How long the charts are given to draw a line, in ms. */
const charting = 55_000;

interface Shot {
  name: string;
  path: string;
  framed?: true;
  ready: (place: Place) => Promise<unknown>;
  colorScheme?: "dark";
}

const overview = (place: Place) => gauge(place).waitFor();
const workers = (place: Place) => rowOf(place, "hello@1.0.0").waitFor();
const details = (place: Place) => rowOf(place, "hello@1.0.0").getByRole("link").click();

const shots: Shot[] = [
  { name: "overview", path: "/metrics/", ready: overview },
  { name: "workers", path: "/metrics/workers", ready: workers },
  { name: "details", path: "/metrics/workers", ready: details },
  { name: "overview-dark", path: "/metrics/", ready: overview, colorScheme: "dark" },
  { name: "workers-dark", path: "/metrics/workers", ready: workers, colorScheme: "dark" },
  { name: "shell-overview", path: "/shell/metrics", framed: true, ready: overview },
  { name: "shell-workers", path: "/shell/metrics/workers", framed: true, ready: workers },
];

async function shoot(browser: Browser, url: string, shot: Shot): Promise<void> {
  for (const [size, viewport] of Object.entries(windows)) {
    const options = { viewport, colorScheme: shot.colorScheme ?? "light" } as const;
    const page = await browser.newPage(options);
    await page.goto(`${url}${shot.path}`);
    await shot.ready(shot.framed ? page.frameLocator("iframe") : page);
    await page.waitForTimeout(charting);
    await page.screenshot({ path: join(values.out, `${shot.name}-${size}.png`) });
    await page.close();
  }
}

mkdirSync(values.out, { recursive: true });
const pool = { poolSize: 20, load: "light", sseInterval: 500 } as const;
await using host = await startHost({ port: 0, quiet: true, ...pool });
const browser = await launch();
await Promise.all(shots.map((shot) => shoot(browser, host.url, shot)));
await browser.close();
console.log(`${shots.length * Object.keys(windows).length} pictures in ${values.out}`);
