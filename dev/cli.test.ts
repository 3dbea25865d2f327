import { expect, test } from "bun:test";
import { parseOptions, UsageError } from "../scripts/command-line.ts";
import { hostOptions, OPTIONS } from "./cli.ts";

const parseCli = (args: string[], env: Record<string, string>) =>
  hostOptions(parseOptions(args, OPTIONS), env);

test("without arguments the host gets light load, and defaults for the rest", () => {
  const given = Object.entries(parseCli([], {})).filter(([, value]) => value !== undefined);
  expect(given).toEqual([["load", "light"]]);
});

test("every option reaches the host", () => {
  const args = `--port 0 --hostname 0.0.0.0 --pool-size 4 --crowd 500 --base /observe --prometheus off
    --sse-interval 250 --load heavy --entrypoint worker --plugin elsewhere --verbose`;
  expect(parseCli(args.split(/\s+/), { PORT: "1" })).toEqual({
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
  });
});

test("PORT is the port where no argument says another", () => {
  expect(parseCli([], { PORT: "8123" })).toMatchObject({ port: 8123 });
});

test.each([
  [["--port", "web"], "--port wants a whole number of at least 0, got web"],
  [["--port", "70000"], "port: wanted a whole number from 0 to 65535, got 70000"],
  [["--pool-size", "0"], "poolSize: wanted a whole number from 1 to 10000, got 0"],
  [["--prometheus", "yes"], "--prometheus wants on or off, got yes"],
  [["--sse-interval", "1s"], "--sse-interval wants a whole number of at least 0, got 1s"],
  [["--load", "constructor"], "--load wants off or light or heavy, got constructor"],
  [["--entrypoint", "pdf"], "--entrypoint wants html or worker, got pdf"],
  [
    ["--base", "metrics"],
    'base: wanted a path such as /metrics (not /api, /shell, /notes), got "metrics"',
  ],
  [["--base", "/api"], 'got "/api"'],
  [["--colour"], "--colour"],
  [["serve"], "serve"],
])("%j is refused with the reason", (args, message) => {
  const parse = () => parseCli(args, {});
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(message);
});

test("a bad PORT is named as such", () => {
  expect(() => parseCli([], { PORT: "x" })).toThrow("PORT wants a whole number");
});
