import { expect, test } from "bun:test";
import { connection, connectionIn, table } from "./elements.ts";
import { startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 100 });

test("Workers tells its own pace, and that its rows are old when no answer comes", async () => {
  using proxy = startProxy(at.host.url);
  const { page, faults, close } = await at.visit(`${proxy.url}/metrics/workers`);
  await table(page).waitFor();
  // The feed brings numbers ten times a second, the rows come every two seconds or so.
  await connection(page)
    .getByText(/every 2(\.5)?s/)
    .waitFor({ timeout: 20_000 });
  proxy.meddle = (path) => (path.endsWith("/stats") ? new Promise(() => {}) : undefined);
  await connectionIn(page, "stale").waitFor();
  await page.getByTestId("notice").getByText("the numbers were last updated").waitFor();
  await table(page).waitFor();
  expect(faults).toEqual([]);
  await close();
}, 60_000);
