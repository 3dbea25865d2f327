import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { violationsOf } from "./axe.ts";
import { connectionIn, rowOf } from "./elements.ts";
import { heldBack, type Meddling, startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";
import { windows } from "./visit.ts";

const at = stage({ load: "light", sseInterval: 200 });

type State = [name: string, path: string, reach: (page: Page) => Promise<void>, meddle: Meddling];

const states: State[] = [
  ["paused", "", (page) => page.getByRole("button", { name: "Pause" }).click(), handOn],
  ["PromQL", "", (page) => press(page, "PromQL for: Uptime", page.getByRole("listitem")), handOn],
  ["help", "", (page) => press(page, "Explain: Pool activity", page.getByText("last 100")), handOn],
  ["refused", "", (page) => phase(page, "waiting"), refuseApi],
  ["polling", "", (page) => phase(page, "polling"), holdFeed],
  ["groups", "workers?group=true", (page) => rowOf(page, "hello@1.0.0").waitFor(), handOn],
  [
    "chosen columns",
    "workers?cols=state,errors&values=state,errors",
    (page) => page.getByRole("table").getByText("Errors").first().waitFor(),
    handOn,
  ],
  ["columns", "workers", (page) => press(page, "Columns", page.getByRole("checkbox")), handOn],
  ["export", "workers", (page) => press(page, "Export", page.getByText("JSON: rows")), handOn],
  ["no match", "workers?q=nobody", (page) => page.getByTestId("empty").waitFor(), handOn],
  ["unknown", "workers/nobody", (page) => page.getByText("no worker with this").waitFor(), handOn],
];

function handOn(): undefined {}

async function press(page: Page, button: string, shown: ReturnType<Page["locator"]>) {
  // On a phone the table's controls are folded away.
  const folded = page.getByRole("button", { name: "Options" });
  const wanted = page.getByRole("button", { name: button });
  await wanted.or(folded).first().waitFor();
  if ((await folded.count()) > 0) await folded.click();
  await wanted.click();
  await shown.first().waitFor();
}

async function phase(page: Page, wanted: string): Promise<void> {
  await connectionIn(page, wanted).waitFor();
  await page.getByTestId("notice").first().waitFor();
}

function refuseApi(path: string): Response | undefined {
  return path.includes("/api/") ? Response.json({ error: "no" }, { status: 401 }) : undefined;
}

function holdFeed(path: string): Response | undefined {
  return path.endsWith("/sse") ? heldBack() : undefined;
}

describe.each(["light", "dark"] as const)("where all is %s", (colorScheme) => {
  test.each(states)("axe finds nothing on the state: %s", async (_, path, reach, meddle) => {
    using proxy = startProxy(at.host.url);
    proxy.meddle = meddle;
    const viewport = colorScheme === "dark" ? windows.phone : windows.desktop;
    const options = { viewport, colorScheme, bypassCSP: true };
    const { page, close } = await at.visit(`${proxy.url}/metrics/${path}`, options);
    await reach(page);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });
});
