import { afterEach, describe, expect, jest, spyOn, test } from "bun:test";
import { InProcessPool } from "../testing/in-process-pool.ts";
import { serve } from "../testing/serve.ts";
import { encodeText, MIN_COMPRESSED_BYTES, OFF_THREAD_BYTES, prefersGzip } from "./compression.ts";
import { DETAIL } from "./history.ts";
import { MAX_BYTES_IN_FLIGHT, Outbound } from "./outbound.ts";
import { compressible } from "./responses.ts";

const long = Buffer.from("buntime_pool_size 500\n".repeat(200));

afterEach(() => void jest.useRealTimers());

describe("prefersGzip", () => {
  test.each([
    "gzip",
    "x-gzip",
    "GZIP",
    "deflate, gzip;q=1.0, *;q=0.5",
    "gzip ; q=0.001",
    "*",
    "br, *;q=0.1",
    "identity;q=0, gzip",
    "identity;q=0.5, gzip;q=0.5",
    "gzip;q=0.5, identity;q=0.4",
    "*;q=0.5, identity;q=0.1",
  ])("takes %p", (accepted) => expect(prefersGzip(accepted)).toBe(true));

  test.each([
    undefined,
    null,
    "",
    "identity",
    "br, deflate",
    "gzip;q=0",
    "gzip;q=0.000",
    "gzip; Q=0",
    "*, gzip;q=0",
    "*;q=0",
    "gzipped",
    "identity;q=1, gzip;q=0.5",
    "gzip;q=0.5, *",
    "identity, *;q=0.9",
  ])("refuses %p", (accepted) => expect(prefersGzip(accepted)).toBe(false));
});

describe("encodeText", () => {
  test("compresses to data that decompresses to the same text", () => {
    const { body, coding } = encodeText(long, "gzip");
    expect(coding).toBe("gzip");
    expect(Buffer.from(Bun.gunzipSync(body)).toString()).toBe(long.toString());
  });

  test("begins at the threshold", () => {
    const codingOf = (bytes: number) => encodeText(long.subarray(0, bytes), "gzip").coding;
    expect(codingOf(MIN_COMPRESSED_BYTES)).toBe("gzip");
    expect(codingOf(MIN_COMPRESSED_BYTES - 1)).toBe("identity");
  });
});

describe("a response that is compressed on another thread", () => {
  const request = new Request("http://host/", { headers: { "accept-encoding": "gzip" } });
  const body = Buffer.alloc(OFF_THREAD_BYTES, "buntime_pool_size 500\n");
  const respond = (outbound = new Outbound(), text: Uint8Array<ArrayBuffer> = body) =>
    compressible(text, { type: "text", request, outbound });

  test("has its text, and the headers of a shorter one", async () => {
    const response = await respond();
    const { headers, status } = response;
    const unpacked = Bun.gunzipSync(await response.bytes());
    expect(Buffer.from(unpacked).equals(body)).toBe(true);
    expect([status, headers.get("content-encoding"), headers.get("vary")]).toEqual([
      ...[200, "gzip", "accept-encoding"],
    ]);
  });

  test("begins at the threshold", () => {
    expect(respond()).toBeInstanceOf(Promise);
    expect(respond(new Outbound(), body.subarray(1))).toBeInstanceOf(Response);
  });

  test("is a 503 with Retry-After while too much is in flight", async () => {
    const outbound = new Outbound();
    const stream = outbound.send(new Uint8Array(MAX_BYTES_IN_FLIGHT));
    const { status, headers } = await respond(outbound);
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    await stream?.cancel();
    expect((await respond(outbound)).status).toBe(200);
  });
});

test("a text that is compressed on another thread isn't changed by the next scrape", async () => {
  const { service, get } = serve(new InProcessPool(1));
  const view = Buffer.alloc(32 * OFF_THREAD_BYTES, "buntime_pool_size 500\n");
  using _ = spyOn(service, "prometheusText").mockReturnValue(view);
  const expected = Buffer.from(view);
  const responding = get("prometheus", { headers: { "accept-encoding": "gzip" } });
  view.fill("#", view.length - 100); // long before the other thread gets there
  const unpacked = Bun.gunzipSync(await (await responding).bytes());
  expect(Buffer.from(unpacked).equals(expected)).toBe(true);
});

test.each(["stats", "history", "prometheus"])(
  "GET /api/metrics/%s is compressed for a client that prefers gzip, with a vary header",
  async (path) => {
    jest.useFakeTimers();
    const { service, get } = serve(new InProcessPool(30));
    for (let moment = 0; moment < 30; moment++) {
      service.history.record(DETAIL.scrape, () => ({ time: moment, total: moment }));
      jest.advanceTimersByTime(1000);
    }
    jest.useRealTimers();
    const plain = await get(path);
    const packed = await get(path, { headers: { "accept-encoding": "gzip" } });
    const encodings = [plain, packed].map(({ headers }) => headers.get("content-encoding"));
    expect(encodings).toEqual([null, "gzip"]);
    for (const { headers } of [plain, packed]) expect(headers.get("vary")).toBe("accept-encoding");
    const [bytes, text] = [await packed.bytes(), await plain.text()];
    expect(bytes.length).toBeLessThan(text.length / 2);
    const unpacked = new TextDecoder().decode(Bun.gunzipSync(bytes));
    expect(unpacked.slice(0, 20)).toBe(text.slice(0, 20));
  },
);
