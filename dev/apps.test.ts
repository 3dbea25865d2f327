import { expect, test } from "bun:test";
import { makeTempFolder } from "../testing/temp-folder.ts";
import { routeToApp, scanApps } from "./apps.ts";
import { loggerOf, silent } from "./log.ts";

test("apps are found in both layouts, with and without a scope, by their highest version", async () => {
  await using folder = await makeTempFolder();
  const dirs = ["a/1.9.0", "a/1.10.0", "b@2.0.0", "@acme/c/1.0.0-rc.1", "@acme/d@1.0.0"];
  for (const dir of dirs) await folder.write(`${dir}/manifest.yaml`, "ttl: 1m\n");
  const apps = scanApps(folder.path, silent);
  expect([...apps].map(([name, { key }]) => [name, key]).sort()).toEqual([
    ["@acme/c", "@acme/c@1.0.0-rc.1"],
    ["@acme/d", "@acme/d@1.0.0"],
    ["a", "a@1.10.0"],
    ["b", "b@2.0.0"],
  ]);
});

test.each([
  ["ttl: 1s", "ttl: expected at least the timeout of 30000 ms, got 1000 ms"],
  ["ttl: soon", 'ttl: expected a duration such as "500ms", "30s" or "5m", got "soon"'],
  [
    "{ ttl: 60, idleTimeout: 5s }",
    "idleTimeout: expected at least the timeout of 30000 ms, got 5000",
  ],
  ["maxRequests: 0", "maxRequests: expected a whole number from 1, got 0"],
])("an app that the host would refuse for %j is logged and left out", async (manifest, reason) => {
  await using folder = await makeTempFolder();
  await folder.write("short@1.0.0/manifest.yaml", manifest);
  const lines: string[] = [];
  const logger = loggerOf((_, ...line) => lines.push(line.join(" ")));
  expect(scanApps(folder.path, logger).size).toBe(0);
  expect(lines).toEqual([expect.stringContaining(reason)]);
});

test("the sample apps are all fit to run; a path belongs to the one whose name it begins with", () => {
  const apps = scanApps(`${import.meta.dir}/apps`, silent);
  expect(apps.size).toBe(18);
  const route = (path: string) => {
    const found = routeToApp(apps, path);
    return found && [found.spec.key, found.path, found.hasSlash];
  };
  expect(route("/hello/a/b")).toEqual(["hello@1.0.0", "/a/b", true]);
  expect(route("/hello")).toEqual(["hello@1.0.0", "/", false]);
  expect(route("/@acme/cart/x")).toEqual(["@acme/cart@3.0.0-rc.1", "/x", true]);
  for (const path of ["/none/", "/hellos/", "/@acme/"]) expect(route(path)).toBeUndefined();
});
