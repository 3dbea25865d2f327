import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../testing/fuzz.ts";
import { parseConfig, SSE_INTERVAL } from "./config.ts";
import { outcomeOf } from "./once.ts";

describe("parseConfig", () => {
  test("fills in the documented defaults", () => {
    const defaults = {
      auth: "none" as const,
      base: "/metrics",
      prometheus: true,
      sseInterval: 1000,
    };
    expect(parseConfig()).toEqual(defaults);
    expect(parseConfig({})).toEqual(defaults);
    expect(parseConfig({ prometheus: undefined, sseInterval: undefined })).toEqual(defaults);
  });

  test("accepts the options of a manifest and ignores its other keys", () => {
    const manifest = {
      base: "/observe",
      prometheus: false,
      sseInterval: 250,
      menus: [],
      ttl: "5m",
    };
    expect(parseConfig(manifest)).toEqual({
      auth: "none",
      base: "/observe",
      prometheus: false,
      sseInterval: 250,
    });
  });

  test("accepts the manifest's public routes with auth: host, in both of the host's forms", () => {
    for (const publicRoutes of [["/api/**"], { GET: ["/api/metrics/prometheus"], ALL: [] }]) {
      expect(parseConfig({ auth: "host", publicRoutes }).publicRoutes).toEqual(publicRoutes);
    }
    expect(parseConfig({ publicRoutes: 5 }).publicRoutes).toBeUndefined();
  });

  test.each([50, 1000, 3_600_000])("accepts an interval of %p ms", (sseInterval) => {
    expect(parseConfig({ sseInterval }).sseInterval).toBe(sseInterval);
  });

  const interval =
    'plugin-metrics: option "sseInterval" must be a whole number of milliseconds from 50 to 3600000, got ';
  const prometheus = 'plugin-metrics: option "prometheus" must be true or false, got ';
  const routes =
    'plugin-metrics: option "publicRoutes" must be a list of paths that begin with /, or such lists by method, as { GET: [/api/metrics/prometheus] }, got ';
  const base =
    'plugin-metrics: option "base" must be the path of one segment that the plugin is mounted at, such as "/metrics", got ';
  test.each<[Record<string, unknown>, string]>([
    [{ sseInterval: "1s" }, `${interval}"1s"`],
    [{ sseInterval: 0 }, `${interval}0`],
    [{ sseInterval: -5 }, `${interval}-5`],
    [{ sseInterval: 49 }, `${interval}49`],
    [{ sseInterval: 1e9 }, `${interval}1000000000`],
    [{ sseInterval: Number.NaN }, `${interval}NaN`],
    [{ sseInterval: Number.POSITIVE_INFINITY }, `${interval}Infinity`],
    [{ sseInterval: 99.5 }, `${interval}99.5`],
    [{ sseInterval: null }, `${interval}null`],
    [{ sseInterval: [1000] }, `${interval}[ 1000 ]`],
    [{ sseInterval: {} }, `${interval}{}`],
    [{ sseInterval: "x".repeat(1e6) }, `${interval}"${"x".repeat(99)}…`],
    [{ prometheus: "yes" }, `${prometheus}"yes"`],
    [{ prometheus: 1 }, `${prometheus}1`],
    [{ prometheus: null }, `${prometheus}null`],
    [{ auth: "hosts" }, 'plugin-metrics: option "auth" must be "none" or "host", got "hosts"'],
    [{ auth: null }, 'plugin-metrics: option "auth" must be "none" or "host", got null'],
    [{ auth: "host", publicRoutes: "/api/**" }, `${routes}"/api/**"`],
    [{ auth: "host", publicRoutes: { GET: "/api/**" } }, `${routes}{ GET: "/api/**" }`],
    [{ auth: "host", publicRoutes: ["api/metrics/"] }, `${routes}[ "api/metrics/" ]`],
    [{ auth: "host", publicRoutes: ["(.*)"] }, `${routes}[ "(.*)" ]`],
    [{ base: "metrics" }, `${base}"metrics"`],
    [{ base: "/a/b" }, `${base}"/a/b"`],
    [{ base: "/a.b" }, `${base}"/a.b"`],
    [{ base: "" }, `${base}""`],
    [{ base: 5 }, `${base}5`],
    [{ sseInterval: 0, prometheus: "on" }, `${prometheus}"on"; ${interval}0`],
  ])("refuses %j, naming the option, the expected and the actual value", (config, message) => {
    expect(() => parseConfig(config)).toThrow(new TypeError(message));
  });

  test.each([
    [null, "null"],
    ["on", '"on"'],
    [[], "[]"],
  ])("refuses %p as a config", (config, given) => {
    expect(() => parseConfig(config)).toThrow(
      new TypeError(`plugin-metrics: the config must be an object of options, got ${given}`),
    );
  });

  test("shows no more than the first levels of a rejected value: each may be ten times as long", () => {
    expect(() => parseConfig({ auth: [{ a: [{ b: [1] }] }] })).toThrow(
      /got \[ \{ a: +\[Array \.\.\.\] \} \]$/,
    );
  });

  test("accepts any config as documented, or throws a TypeError that names an option", () => {
    const options = { base: fc.anything(), prometheus: fc.anything(), sseInterval: fc.anything() };
    const some = fc.record(options, { requiredKeys: [] });
    const property = fc.property(fc.oneof(some, fc.anything({ withBigInt: true })), (raw) => {
      const outcome = outcomeOf(() => parseConfig(raw));
      if ("error" in outcome) {
        expect(outcome.error).toBeInstanceOf(TypeError);
        expect(`${outcome.error}`).toMatch(/plugin-metrics: (option "|the config must be)/);
        return;
      }
      const { base, prometheus, sseInterval } = outcome.value;
      expect(base).toMatch(/^\/[\w-]*$/);
      expect(typeof prometheus).toBe("boolean");
      expect(sseInterval).toBeWithin(SSE_INTERVAL.min, SSE_INTERVAL.max + 1);
      expect(sseInterval).toBeInteger();
    });
    fc.assert(property, runs(1000));
  });
});
