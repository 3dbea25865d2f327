import { expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { connection, connectionIn } from "./elements.ts";
import { startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ load: "light", sseInterval: 200 });

/** A feed through which nothing comes any more from some moment on, though it stays open. */
async function cutOff(address: string, isCut: () => boolean): Promise<Response> {
  const { body, headers } = await fetch(address);
  const gate = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (!isCut()) controller.enqueue(chunk);
    },
  });
  return new Response(body?.pipeThrough(gate) ?? null, { headers });
}

test("a stream that falls silent leaves old activity old, and is opened again", async () => {
  using proxy = startProxy(at.host.url);
  let opened = 0;
  /** How many of the streams opened so far are silent. */
  let silent = 0;
  proxy.meddle = (path) => {
    if (!path.endsWith("/sse")) return;
    const mine = ++opened;
    return cutOff(at.host.url + path, () => mine <= silent);
  };
  const { page, faults, close } = await at.visit(`${proxy.url}/metrics/`);
  const rate = page.getByTestId("request-rate");
  await eventually("a rate", async () => /\d/.test((await rate.textContent()) ?? ""));
  await connection(page).getByText("every").waitFor();
  silent = opened;
  await connectionIn(page, "polling").waitFor();
  await page
    .getByTestId("activity-outdated")
    .getByText("activity is only available from")
    .waitFor();
  expect(await rate.textContent()).toBe("n/a");
  expect(opened).toBe(silent);
  // After half a minute without a sign; the numbers went on all the time.
  await connectionIn(page, "live").waitFor({ timeout: 45_000 });
  expect(opened).toBe(silent + 1);
  await page.getByTestId("activity-outdated").waitFor({ state: "detached" });
  await eventually("a rate again", async () => /\d/.test((await rate.textContent()) ?? ""));
  expect(faults).toEqual([]);
  await close();
}, 90_000);
