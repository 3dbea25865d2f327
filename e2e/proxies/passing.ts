import { expect, test } from "bun:test";
import { COMPRESSED, openFeed } from "./feed.ts";
import { API, type TestPlace } from "./place.ts";

/** What is only passed on: nothing is held back, and nothing is compressed twice. */
export function passingTests(at: TestPlace): void {
  test("the feed's first events and its heartbeats arrive, though nothing follows that would push them on", async () => {
    const feed = await openFeed(`${at.proxy.url}${API}/sse`);
    expect(feed.encoding).toBe(null);
    await feed.readUntil(({ events }) => events.length >= 2);
    expect(feed.stream.events.map(({ event }) => event)).toEqual(["message", "activity"]);
    await feed.readUntil((_, text) => /^:/m.test(text));
    await feed.close();
  });

  test.each(["prometheus", "stats"])(
    "%s is compressed once, and is what the host has sent",
    async (path) => {
      const response = await fetch(`${at.proxy.url}${API}/${path}`, {
        headers: COMPRESSED,
        decompress: false,
      });
      expect(response.headers.get("content-encoding")).toBe("gzip");
      const text = new TextDecoder().decode(Bun.gunzipSync(await response.bytes()));
      if (path === "stats") expect(JSON.parse(text).workers).toHaveLength(100);
      else expect(text).toStartWith("# HELP buntime_pool_size");
    },
  );

  test("the scrape's content type is the documented one, and a refusal keeps its status and body", async () => {
    const scrape = await fetch(`${at.proxy.url}${API}/prometheus`);
    expect(scrape.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const refusal = await fetch(`${at.proxy.url}${API}/?max-queue=1&max-nonsense=1`);
    expect([refusal.status, typeof (await refusal.json()).error]).toEqual([400, "string"]);
  });

  test("a deep link is the page, whose files are compressed", async () => {
    const page = await fetch(`${at.proxy.url}/metrics/workers/some.id?sort=app`, {
      headers: COMPRESSED,
    });
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('<base href="/metrics/" />');
    const [script = ""] = /assets\/[^"]+\.js/.exec(html) ?? [];
    const file = await fetch(`${at.proxy.url}/metrics/${script}`, {
      headers: COMPRESSED,
      decompress: false,
    });
    expect(file.headers.get("content-type")).toContain("javascript");
    expect(file.headers.get("content-encoding")).toBe("gzip");
  });

  test("keys of the host pass through", async () => {
    await at.host.reload({ auth: "host" });
    const key = "the root key";
    const ask = async (headers: Record<string, string>) =>
      (await fetch(`${at.proxy.url}${API}/stats`, { headers })).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ "x-api-key": key })).toBe(200);
    expect(await ask({ authorization: `Bearer ${key}` })).toBe(200);
    expect(await ask({ cookie: `buntime_api_key=${encodeURIComponent(key)}` })).toBe(200);
    await at.host.reload({ auth: "none" });
  });
}
