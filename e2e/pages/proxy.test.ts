import { expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../../testing/eventually.ts";
import { connectionIn, figure, table } from "./elements.ts";
import { testPool, workersOf } from "./pools.ts";
import { heldBody, isApi, passOn, refusal, startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({}, { pool: testPool(workersOf(["hello@1.0.0"])) });

const live = (page: Page) => connectionIn(page, "live").waitFor();

/** Advances the page's clock second by second until an element is there. */
async function passUntil(page: Page, element: Locator): Promise<void> {
  await eventually(`${element}`, async () => {
    await page.clock.runFor(1_000);
    return (await element.count()) > 0;
  });
}

test("if a proxy buffers the feed, a page says so and polls", async () => {
  at.proxy.handler = (path) => (path.endsWith("/sse") ? heldBody() : undefined);
  const page = await at.openWithClock(`${at.proxy.url}/metrics/`);
  await passUntil(page, connectionIn(page, "polling"));
  await page.getByTestId("notice").getByText("proxy_buffering off").waitFor();
  await figure(page, "Workers", "Size").getByText("10").waitFor();
  at.proxy.handler = passOn;
  await page.reload();
  await live(page);
  expect(await page.getByTestId("notice").count()).toBe(0);
});

test("a page that is refused or redirected to a login has one notice, even after a change of page, and recovers", async () => {
  at.expectFaults();
  let respond = () => refusal(401);
  at.proxy.handler = (path) => (isApi(path) ? respond() : undefined);
  const page = await at.open(`${at.proxy.url}/metrics/workers`);
  const retry = page.getByRole("button", { name: "Retry now" });
  const notices = page.getByTestId("notice");
  const expectNotice = async (text: string) => {
    await notices.getByText(text).first().waitFor();
    expect(await notices.count()).toBe(1);
    expect(await page.getByTestId("loading").count()).toBe(0);
  };
  await expectNotice("(401)");
  respond = () => Response.redirect("http://localhost:1/sign-in", 302);
  await retry.click();
  await expectNotice("reload the page to sign in");
  await page.getByRole("link", { name: "Overview" }).click();
  await expectNotice("reload the page to sign in");
  at.proxy.handler = passOn;
  await retry.click();
  await live(page);
  await notices.waitFor({ state: "detached" });
  await figure(page, "Workers", "Size").getByText("10").waitFor();
  await page.getByRole("link", { name: "Workers", exact: true }).click();
  await table(page).waitFor();
});

test("a problem is explained once its texts have loaded, and until then has its status", async () => {
  at.expectFaults();
  let isServed = false;
  at.proxy.handler = (path) => {
    if (isApi(path)) return refusal(403);
    return path.includes("/details-") && !isServed ? refusal(404) : undefined;
  };
  const page = await at.open(`${at.proxy.url}/metrics/`);
  const notice = page.getByTestId("notice");
  await notice.getByText("(HTTP 403)").waitFor();
  isServed = true;
  await page.getByRole("button", { name: "Retry now" }).click();
  await notice.getByText("You don't have permission").waitFor();
});

test("a page notices that the server has stopped, and reconnects when it is back", async () => {
  at.expectFaults();
  const first = startProxy(at.host.url);
  const page = await at.openWithClock(`${first.url}/metrics/`);
  await live(page);
  first[Symbol.dispose]();
  await connectionIn(page, "waiting").getByText("Reconnecting").waitFor();
  using _ = startProxy(at.host.url, first.port);
  await passUntil(page, connectionIn(page, "live"));
});
