import { describe, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { connection, connectionIn, figure, table } from "./elements.ts";
import { numberIn } from "./numbers.ts";
import { heldBack, heldBackWhole, startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

const buffers: [what: string, answer: () => Response | Promise<Response>][] = [
  ["the feed's body", heldBack],
  ["the whole feed", heldBackWhole],
];

test.each(buffers)("where a proxy holds %s back, a page says so and polls", async (_, answer) => {
  using proxy = startProxy(at.host.url);
  proxy.meddle = (path) => (path.endsWith("/sse") ? answer() : undefined);
  const { page, faults, close } = await at.visit(`${proxy.url}/metrics/`);
  await connectionIn(page, "polling").waitFor();
  await page.getByTestId("notice").getByText("proxy_buffering off").waitFor();
  const absent = page.getByTestId("activity-absent");
  await absent
    .getByText("Activity is only available from the live stream, which is silent.")
    .waitFor();
  const shown = () => page.getByTestId("timestamp").textContent();
  const before = await shown();
  await eventually("newer numbers", async () => (await shown()) !== before);
  proxy.meddle = () => undefined;
  await page.reload();
  await connection(page).getByText("Live").waitFor();
  expect(await page.getByTestId("notice").count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test("where a sign-in page of another origin stands in between, signing in is spoken of", async () => {
  using proxy = startProxy(at.host.url);
  const away = () => Response.redirect("http://localhost:1/sign-in", 302);
  proxy.meddle = (path) => (path.includes("/api/metrics/") ? away() : undefined);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  await page.getByTestId("notice").getByText("reload the page to sign in").waitFor();
  await close();
});

const refusals: [what: string, answer: () => Response, title: string, text: string][] = [
  ["401", () => refuse(401), "You are not signed in (401)", "Sign in again"],
  [
    "403",
    () => refuse(403),
    "You don't have permission to view metrics (403)",
    "Ask an administrator of this server",
  ],
  [
    "503",
    () => refuse(503),
    "The worker pool can't be read (503)",
    "search the server's log for “metrics”",
  ],
  [
    "a page of its own",
    login,
    "The server returned a page instead of data",
    "sign-in page or a proxy",
  ],
];

function refuse(status: number): Response {
  return Response.json({ error: "so says the proxy" }, { status });
}

function login(): Response {
  return new Response("<!doctype html><p>Sign in", { headers: { "content-type": "text/html" } });
}

describe.each(refusals)("to a proxy that answers with %s", (_, answer, title, text) => {
  test.each(["", "workers"])("the page /%s has a sentence, and recovers", async (path) => {
    using proxy = startProxy(at.host.url);
    proxy.meddle = (asked) => (asked.includes("/api/metrics/") ? answer() : undefined);
    const { page, close } = await at.visit(`${proxy.url}/metrics/${path}`);
    const notice = page.getByTestId("notice");
    await notice.getByText(title, { exact: true }).waitFor();
    await notice.getByText(text).waitFor();
    expect(await notice.count()).toBe(1);
    await connectionIn(page, "waiting").waitFor();
    proxy.meddle = () => undefined;
    await page.getByRole("button", { name: "Retry now" }).click();
    await connection(page).getByText("Live").waitFor();
    await notice.waitFor({ state: "detached" });
    if (path === "")
      await eventually(
        "numbers",
        async () => (await numberIn(figure(page, "Workers", "Size"))) === 10,
      );
    else await table(page).waitFor();
    await close();
  });
});

test("where only the workers are refused, those of before stay, and are said to be old", async () => {
  using proxy = startProxy(at.host.url);
  const { page, close } = await at.visit(`${proxy.url}/metrics/workers`);
  await table(page).waitFor();
  proxy.meddle = (path) => (path.endsWith("/stats") ? refuse(403) : undefined);
  const notice = page.getByTestId("notice");
  await notice.getByText("You don't have permission to view metrics (403)").waitFor();
  await notice.getByText("The numbers on this page were last updated").waitFor();
  await notice.getByText("so says the proxy").waitFor();
  await table(page).waitFor();
  await connection(page).getByText("Stale").waitFor();
  proxy.meddle = () => undefined;
  await notice.waitFor({ state: "detached" });
  await connection(page).getByText("Live").waitFor();
  await close();
});
