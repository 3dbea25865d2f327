import { expect, test } from "bun:test";
import { capHeaders, packResponse, unpackResponse } from "./wire.ts";

test("no more than 100 headers travel", () => {
  const headers = Array.from({ length: 150 }, (_, i): [string, string] => [`x-${i}`, "1"]);
  expect(capHeaders(headers)).toEqual(headers.slice(0, 100));
});

test("no more than 64 KiB of headers travel", () => {
  const big: [string, string] = ["x-big", "1".repeat(40_000)];
  expect(capHeaders([big, big, ["x-small", "1"]])).toEqual([big]);
});

test("the type that is inferred from a body travels with it", async () => {
  const response = unpackResponse(await packResponse(new Response("text")));
  expect(response.headers.get("content-type")).toStartWith("text/plain");
});

test("a status that allows no body travels without one", async () => {
  const packed = await packResponse(new Response(null, { status: 304, headers: { etag: "x" } }));
  const response = unpackResponse(packed);
  expect([response.status, response.body, response.headers.get("etag")]).toEqual([304, null, "x"]);
});
