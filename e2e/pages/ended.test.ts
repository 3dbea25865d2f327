import { expect, setDefaultTimeout, test } from "bun:test";
import { connectionIn, rowOf, table } from "./elements.ts";
import { startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

setDefaultTimeout(60_000);

const worker = (id: string, app: string, state: string, more: object = {}) => ({
  id,
  app,
  state,
  requests: 100,
  uptime: state === "terminated" ? 0 : 60,
  memory: { rss: 1_048_576, heapUsed: 1_048_576 },
  ...more,
});

const at = stage(
  { sseInterval: 100 },
  {
    pool: {
      getMetrics: () => ({ size: 10, active: 3, idle: 0, creating: 0, total: 3 }),
      getWorkerStats: () => [
        worker("one", "shop@1.0.0", "active"),
        worker("two", "shop@2.0.0", "idle"),
        worker("..", "dots@1.0.0", "ready", { requests: 0, avgResponseTimeMs: 0 }),
        worker("old", "shop@1.0.0", "terminated"),
        worker("older", "blog@1.0.0", "terminated"),
      ],
    },
  },
);

test("workers that have ended are counted apart, and their history is in no sum but its own", async () => {
  const { page, close } = await at.visit("/metrics/workers");
  const totals = page.getByTestId("totals");
  await totals.getByText("3 workers + 2 ended", { exact: true }).waitFor();
  await totals.getByText("200", { exact: true }).waitFor();
  await page.getByRole("radio", { name: /^terminated/ }).check();
  await totals.getByText("2 ended", { exact: true }).waitFor();
  await page.getByRole("radio", { name: /^creating/ }).check();
  await totals.getByText("0 of 3 workers", { exact: true }).waitFor();
  expect(await totals.getByRole("term").count()).toBe(1);
  await close();
});

test("an app's versions are one group, each row with its own", async () => {
  const { page, close } = await at.visit("/metrics/workers?group=true");
  const group = { name: "shop 2 workers + 1 ended", exact: true };
  await table(page).getByRole("button", group).click();
  await rowOf(page, "shop@1.0.0").waitFor();
  await rowOf(page, "shop@2.0.0").waitFor();
  await close();
});

test("of a worker that was never asked no response is told, and any id has its details", async () => {
  const { page, close } = await at.visit("/metrics/workers");
  const row = rowOf(page, "dots@1.0.0");
  expect(await row.getByText("0 ms").count()).toBe(0);
  await row.getByRole("link").press("Enter");
  const title = page.getByTestId("details").getByRole("heading", { name: "dots@1.0.0" });
  await title.waitFor();
  await page.reload();
  await title.waitFor();
  await close();
});

test("a page whose rows can't be asked for is not live, however well the feed does", async () => {
  using proxy = startProxy(at.host.url);
  const refuse = () => Response.json({ error: "the pool is sick" }, { status: 503 });
  proxy.meddle = (path) => (path.endsWith("/stats") ? refuse() : undefined);
  const { page, close } = await at.visit(`${proxy.url}/metrics/workers`);
  await page.getByText("the pool is sick").waitFor();
  await connectionIn(page, "connecting").waitFor();
  proxy.meddle = () => undefined;
  await table(page).waitFor();
  await connectionIn(page, "live").waitFor();
  proxy.meddle = (path) => (path.endsWith("/stats") ? refuse() : undefined);
  await connectionIn(page, "stale").waitFor();
  await page.getByText("the pool is sick").waitFor();
  await close();
});
