import { expect, test } from "bun:test";
import { parseCli, UsageError } from "./cli.ts";

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

test("help is asked for by --help", () => expect(parseCli(["--help"], {})).toBe("help"));

test.each([
  [["--port", "web"], '--port: wanted a whole number, got "web"'],
  [["--port", "70000"], "port: wanted a whole number from 0 to 65535, got 70000"],
  [["--pool-size", "0"], "poolSize: wanted a whole number from 1 to 10000, got 0"],
  [["--prometheus", "yes"], '--prometheus: wanted on or off, got "yes"'],
  [["--sse-interval", "1s"], '--sse-interval: wanted a whole number, got "1s"'],
  [["--load", "constructor"], '--load: wanted off or light or heavy, got "constructor"'],
  [["--entrypoint", "pdf"], '--entrypoint: wanted html or worker, got "pdf"'],
  [
    ["--base", "metrics"],
    'base: wanted a path such as /metrics (not /api, /shell, /notes), got "metrics"',
  ],
  [["--base", "/api"], 'got "/api"'],
  [["--colour"], "--colour"],
  [["serve"], "serve"],
])("%j is refused, and it is said why", (args, message) => {
  const parse = () => parseCli(args, {});
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(message);
});

test("a bad PORT is named as such", () => {
  expect(() => parseCli([], { PORT: "x" })).toThrow('PORT: wanted a whole number, got "x"');
});
