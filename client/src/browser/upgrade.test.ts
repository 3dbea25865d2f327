import { afterEach, beforeEach, expect, mock, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";

await setUpDom();
const { reloadIfUpgraded } = await import("./upgrade.ts");

const original = globalThis.fetch;
const reload = mock();
beforeEach(() => {
  Object.defineProperty(window.location, "reload", { configurable: true, value: reload });
  reload.mockClear();
  sessionStorage.clear();
});
afterEach(() => {
  globalThis.fetch = original;
});

/** The response to a request for the entry page. */
function respond(html: string, status = 200): void {
  const response = async () => new Response(html, { status });
  globalThis.fetch = Object.assign(response, { preconnect() {} });
}

test("a page of another build is reloaded, but not again within ten minutes", async () => {
  respond('<div id="root"></div><script src="assets/other.js">');
  expect(await Promise.all([reloadIfUpgraded(), reloadIfUpgraded()])).toEqual([true, true]);
  expect(await reloadIfUpgraded()).toBe(false);
  expect(reload).toHaveBeenCalledTimes(1);
});

test.each([
  ["the same build", '<div id="root"></div><script src="assets/upgrade.ts">', 200],
  ["an error", '<div id="root"></div>', 502],
  ["another page, such as a login page", "<form>", 200],
])("nothing is reloaded if the server has %s", async (_, html, status) => {
  respond(html, status);
  expect(await reloadIfUpgraded()).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});
