import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { peek } from "bun";
import { fail } from "../../testing/hostile.ts";
import { serve } from "../../testing/serve.ts";
import { settled } from "../../testing/turns.ts";
import { PATHS } from "../paths.ts";
import { MetricsService } from "../services.ts";
import { HostKeys, MAX_VERIFICATIONS, VERIFICATION_MS } from "./host-keys.ts";
import { RECHECK_MS } from "./key-watch.ts";
import type { PublicRoutes } from "./public-routes.ts";

const ROOT = "root@key 1";
const pool = {
  getMetrics: () => ({ size: 4, active: 1, idle: 0, creating: 0 }),
  getWorkerStats: () => [],
};

/** A key store like the host's: it accepts `created` until that is revoked, and never the root key. */
class Store {
  readonly checked: string[] = [];
  readonly keys = new Set(["created"]);
  verify(key: string): unknown {
    this.checked.push(key);
    return Promise.resolve(this.keys.has(key) ? { role: "viewer" } : null);
  }
}

/** The API of a service that requires one of the host's keys. */
function closed(options: { auth?: object; store?: object; publicRoutes?: PublicRoutes } = {}) {
  const store = new Store();
  const { auth = { rootKey: ROOT, store: options.store ?? store }, publicRoutes } = options;
  const { service, lines, api } = serve(pool);
  service.setAccess({ auth, publicRoutes });
  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
    await api.request(path, { method, headers });
  const statusOf = async (key: string) => (await get(PATHS.metrics, keyed(key))).status;
  return { service, store, lines, get, statusOf };
}

const keyed = (key: string) => ({ "x-api-key": key });
const throwing = (error: Error) => () => {
  throw error;
};

describe("auth: host", () => {
  const paths = ["/api/metrics", ...Object.values(PATHS), "/api/metrics/nothing", "/api/elsewhere"];

  test.each(paths)(
    "refuses %s without a key, whatever the method, and asks for one",
    async (path) => {
      const { get } = closed();
      for (const method of ["GET", "HEAD", "POST", "OPTIONS"]) {
        const response = await get(path, {}, method);
        expect([method, response.status]).toEqual([method, 401]);
        expect(response.headers.get("www-authenticate")).toBe("Bearer");
      }
    },
  );

  test("refuses a wrong key with the same message as a missing one, and looks both up", async () => {
    const { get, store } = closed();
    const responses = [{}, keyed("wrong"), keyed("root@key 2")].map((headers) =>
      get(PATHS.stats, headers),
    );
    const texts = await Promise.all(responses.map(async (response) => (await response).text()));
    expect(new Set(texts)).toEqual(new Set(['{"error":"a valid host key is required"}']));
    expect(store.checked).toHaveLength(3);
  });

  test.each(["created", ROOT])("accepts the key %p on every path", async (key) => {
    const { get } = closed();
    for (const path of Object.values(PATHS)) {
      const response = await get(path, keyed(key));
      expect([path, response.status]).toEqual([path, 200]);
      await response.body?.cancel();
    }
    expect((await get("/api/metrics/nothing", keyed(key))).status).toBe(404);
  });

  test("leaves the manifest's public routes open in any spelling, and nothing else", async () => {
    const { get, store } = closed({ publicRoutes: { GET: [PATHS.prometheus] } });
    for (const path of [PATHS.prometheus, "/api/metrics/%70rometheus"]) {
      expect((await get(path)).status).toBe(200);
      expect((await get(path, keyed("wrong"), "HEAD")).status).toBe(200);
    }
    expect(store.checked).toEqual([]);
    for (const path of [PATHS.stats, `${PATHS.prometheus}%2F..%2Fstats`, "/api/metrics/%73tats"]) {
      expect((await get(path)).status).toBe(401);
    }
    expect((await get(PATHS.prometheus, {}, "POST")).status).toBe(401);
  });

  test("refuses a revoked key and accepts a new one immediately: nothing is cached", async () => {
    const { store, statusOf } = closed();
    expect(await statusOf("created")).toBe(200);
    store.keys.clear();
    expect(await statusOf("created")).toBe(401);
    store.keys.add("created");
    expect(await statusOf("created")).toBe(200);
  });

  const failed = new Error("no such table: api_keys, created");
  const unreadable = Object.defineProperty(new Error(), "message", { get: fail });
  test.each<[string, string, () => unknown]>([
    ["throws", "no such table: api_keys, …", throwing(failed)],
    ["rejects", "no such table: api_keys, …", () => Promise.reject(failed)],
    ["throws a non-string message", "5", throwing(Object.assign(new Error(), { message: 5 }))],
    ["throws a message that can't be read", "it failed", throwing(unreadable)],
  ])("is a 503 while the store %s, which is logged without the key", async (_, reason, verify) => {
    const store = { verify };
    const { get, lines, statusOf } = closed({ store });
    for (const path of Object.values(PATHS)) {
      const response = await get(path, keyed("created"));
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({ error: "can't check the host's keys" });
    }
    expect((await get(PATHS.metrics)).status).toBe(503);
    expect(await statusOf(ROOT)).toBe(200);
    expect(lines).toEqual([`metrics: the host's key store: ${reason}`]);
    store.verify = () => null;
    expect(await statusOf("created")).toBe(401);
    expect(lines.slice(1)).toEqual(["metrics: the host's key store: recovered"]);
  });

  test.each([true, "admin", undefined, Promise.resolve(1)])(
    "is a 401 if the store returns %p, which isn't a principal",
    async (value) => {
      expect(await closed({ store: { verify: () => value } }).statusOf("created")).toBe(401);
    },
  );

  test("is a 401 without a key, whatever the store returns", async () => {
    const { get } = closed({ store: { verify: () => ({ role: "admin" }) } });
    expect((await get(PATHS.metrics)).status).toBe(401);
  });

  test("accepts a root key without a store, and a store without a root key", async () => {
    const rootOnly = closed({ auth: { rootKey: ROOT } });
    expect([await rootOnly.statusOf(ROOT), await rootOnly.statusOf("created")]).toEqual([200, 401]);
    const storeOnly = closed({ auth: { store: new Store() } });
    expect(await storeOnly.statusOf("created")).toBe(200);
    for (const key of ["", "undefined"]) expect(await storeOnly.statusOf(key)).toBe(401);
    expect(await new HostKeys({ store: new Store() }, () => {}).check("")).toBe("denied");
  });

  test.each([undefined, null, {}, { rootKey: "" }, { store: {} }, "auth"])(
    "fails at load with ctx.auth %p",
    (auth) => {
      expect(() => new MetricsService().setAccess({ auth })).toThrow(
        'plugin-metrics: option "auth" is "host", but this host provides no keys (ctx.auth, ' +
          "Buntime 0.5 and later): update it, or set auth: none and protect the endpoints with a proxy or an authentication plugin",
      );
    },
  );
});

describe("auth: host over time", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test("a store that hangs is a 503 after two seconds", async () => {
    const { statusOf, lines } = closed({ store: { verify: () => new Promise(() => {}) } });
    const status = statusOf("created");
    await settled();
    jest.advanceTimersByTime(VERIFICATION_MS - 1);
    await settled();
    expect(peek.status(status)).toBe("pending");
    jest.advanceTimersByTime(1);
    await settled();
    expect(peek(status)).toBe(503);
    expect(lines).toEqual(["metrics: the host's key store: no result within 2 s"]);
  });

  test("a store that hangs gets a limited number of calls, until one settles", async () => {
    const pending: ((principal: null) => void)[] = [];
    const verify = () => new Promise<null>((resolve) => void pending.push(resolve));
    const { statusOf } = closed({ store: { verify } });
    const waiting = Array.from({ length: MAX_VERIFICATIONS }, () => statusOf("created"));
    await settled();
    expect(await statusOf("created")).toBe(503);
    jest.advanceTimersByTime(VERIFICATION_MS);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([503]));
    expect(await statusOf("created")).toBe(503);
    expect(pending).toHaveLength(MAX_VERIFICATIONS);
    pending[0]?.(null);
    await settled();
    void statusOf("created");
    await settled();
    expect(pending).toHaveLength(MAX_VERIFICATIONS + 1);
  });

  test("a revoked key ends its feeds, and no other or public ones", async () => {
    const { get, store, service } = closed();
    store.keys.add("other");
    const keys = ["created", "created", "other", ROOT];
    for (const key of keys) (await get(PATHS.feed, keyed(key))).body?.getReader();
    expect(service.feed.clients).toBe(4);
    store.checked.length = 0;
    store.keys.delete("created");
    jest.advanceTimersByTime(RECHECK_MS);
    await settled();
    expect(service.feed.clients + service.feed.dropped).toBe(2);
    expect(store.checked).toEqual(["created", "other"]);
    const open = closed({ publicRoutes: [PATHS.feed] });
    (await open.get(PATHS.feed, keyed("created"))).body?.getReader();
    jest.advanceTimersByTime(RECHECK_MS);
    await settled();
    expect([open.service.feed.clients, open.store.checked]).toEqual([1, []]);
  });

  test("a feed that is refused or has ended holds no key", async () => {
    const { get, service } = closed();
    await (await get(PATHS.feed, keyed("created"))).body?.cancel();
    expect(jest.getTimerCount()).toBe(0);
    service.retire();
    expect((await get(PATHS.feed, keyed("created"))).status).toBe(503);
    expect(jest.getTimerCount()).toBe(0);
  });

  test("feeds end when a reload changes who may read", async () => {
    const { service } = serve(pool);
    const auth = { rootKey: ROOT };
    const clientsAfter = (change: () => void) => {
      service.feed.open();
      change();
      return service.feed.clients;
    };
    expect(clientsAfter(() => service.setAccess({ auth }))).toBe(0);
    expect(clientsAfter(() => service.setAccess({ auth: { rootKey: "new" } }))).toBe(1);
    expect(clientsAfter(() => service.setAccess({ auth, publicRoutes: [PATHS.stats] }))).toBe(0);
    expect(clientsAfter(() => service.setAccess())).toBe(0);
  });
});
