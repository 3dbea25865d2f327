import { expect, test } from "bun:test";
import { parseOptions, UsageError } from "../scripts/command-line.ts";
import { hostOptions, OPTIONS } from "./cli.ts";

const parseCli = (args: string, env: Record<string, string> = {}) =>
  hostOptions(parseOptions(args === "" ? [] : args.split(/\s+/), OPTIONS), env);

test("every option reaches the host; without arguments it gets light load", () => {
  const args = `--port 0 --hostname 0.0.0.0 --pool-size 4 --crowd 500 --base /observe --prometheus off
    --sse-interval 250 --load heavy --entrypoint worker --plugin elsewhere --verbose
    --auth host --root-key secret`;
  expect(parseCli(args, { PORT: "1" })).toEqual({
    port: 0,
    hostname: "0.0.0.0",
    poolSize: 4,
    crowd: 500,
    base: "/observe",
    prometheus: false,
    sseInterval: 250,
    load: "heavy",
    entrypoint: "worker",
    pluginDir: "elsewhere",
    verbose: true,
    auth: "host",
    rootKey: "secret",
  });
  expect(parseCli("", { PORT: "8123" })).toEqual({ load: "light", port: 8123 });
});

test.each([
  ["--port 70000", "--port must be a whole number from 0 to 65535, got 70000"],
  ["--pool-size 0", "--pool-size must be a whole number from 1 to 10000, got 0"],
  ["--prometheus yes", "--prometheus must be on or off, got yes"],
  ["--load constructor", "--load must be off or light or heavy, got constructor"],
  ["--base metrics", "base: expected a path such as /metrics (not /api, /shell, /notes), got"],
  ["--base /api", 'got "/api"'],
])("%s is refused with the reason", (args, message) => {
  expect(() => parseCli(args)).toThrow(UsageError);
  expect(() => parseCli(args)).toThrow(message);
});
