import { describe, expect, test } from "bun:test";
import type { DevHost } from "../../dev/host.ts";
import type { ProxyName } from "../../scripts/tools/proxies.ts";
import { eventually } from "../../testing/eventually.ts";
import { exchange, requestOf } from "../../testing/raw-http.ts";
import { API } from "./feed.ts";
import { SecureClient } from "./secure-client.ts";
import { CREDENTIALS } from "./setups.ts";
import type { RunningProxy } from "./start.ts";

const ELSEWHERE = "127.0.0.2";
const MAX_FEEDS = 10;
const { user, password } = CREDENTIALS;
const signedIn = { authorization: `Basic ${btoa(`${user}:${password}`)}` };

/** Spellings that a host may treat as `stats`; one that bypasses a rule by path would be served. */
const DISGUISES = [
  "/metrics\\api\\metrics\\stats",
  "/metrics/api\\metrics/stats",
  "/x/../metrics/api/metrics/stats",
  "/x/%2e%2e/metrics/api/metrics/stats",
  "/x/%2E./metrics/api/metrics/stats",
  "/x\\..\\metrics/api/metrics/stats",
  "/./metrics/api/metrics/stats",
  "//metrics/api/metrics/stats",
  "/%6Detrics/api/metrics/stats",
  "/metrics%2Fapi/metrics/stats",
  "/metrics/api/metrics/prometheus/../stats",
  "/metrics/api/metrics/prometheus\\..\\stats",
  "http://localhost/metrics/api/metrics/stats",
];

/** TLS with HTTP/2, a password, an endpoint by address, limits. */
export function accessTests(name: ProxyName, at: () => { host: DevHost; proxy: RunningProxy }) {
  describe("with TLS and HTTP/2", () => {
    test("pages and API require the password, apps don't", async () => {
      using client = new SecureClient(at().proxy);
      const closed = ["/metrics/", "/metrics/workers", `${API}/`, `${API}/stats`, `${API}/sse`];
      for (const path of closed) {
        expect([path, (await client.ask(path)).status]).toEqual([path, 401]);
      }
      const wrong = { authorization: `Basic ${btoa(`${user}:wrong`)}` };
      expect((await client.ask(`${API}/stats`, wrong)).status).toBe(401);
      const { status, body } = await client.ask(`${API}/stats`, signedIn);
      expect([status, JSON.parse(body).workers.length]).toEqual([200, 100]);
      expect((await client.ask("/metrics/workers", signedIn)).body).toContain("<base ");
      expect((await client.ask("/hello/")).status).toBe(200);
    });

    test("the scrape is for internal addresses, which need no password", async () => {
      using internal = new SecureClient(at().proxy);
      using external = new SecureClient(at().proxy, ELSEWHERE);
      expect((await internal.ask(`${API}/prometheus`)).body).toStartWith("# HELP");
      expect((await external.ask(`${API}/prometheus`)).status).toBe(403);
      expect((await external.ask(`${API}/prometheus`, signedIn)).status).toBe(403);
    });

    test.each(DISGUISES)("%s doesn't bypass the password", async (path) => {
      const { secureUrl, certificate } = at().proxy;
      const answer = await exchange(secureUrl, requestOf("GET", path), undefined, certificate);
      expect(answer.status).toBeGreaterThan(0);
      expect(answer.body).not.toContain('"workers"');
    });

    test("a host key works in addition to the password", async () => {
      await at().host.reload({ auth: "host" });
      using client = new SecureClient(at().proxy);
      expect((await client.ask(`${API}/stats`, signedIn)).status).toBe(401);
      const keyed = { ...signedIn, "x-api-key": "the root key" };
      expect((await client.ask(`${API}/stats`, keyed)).status).toBe(200);
      await at().host.reload({ auth: "none" });
    });

    test.skipIf(name === "caddy")(
      "an address has at most ten feeds, even in one connection",
      async () => {
        using client = new SecureClient(at().proxy);
        using elsewhere = new SecureClient(at().proxy, ELSEWHERE);
        const open = (who: SecureClient) => who.open(`${API}/sse`, signedIn);
        const feeds = await Promise.all(Array.from({ length: MAX_FEEDS }, () => open(client)));
        expect(feeds.map(({ status }) => status)).toEqual(Array(MAX_FEEDS).fill(200));
        expect((await open(client)).status).toBe(429);
        // Others are not affected, and this one still gets what its page polls.
        expect((await open(elsewhere)).status).toBe(200);
        expect((await client.ask(`${API}/`, signedIn)).status).toBe(200);
        feeds[0]?.stream.close();
        await eventually("a feed again", async () => (await open(client)).status === 200);
      },
    );
  });
}
