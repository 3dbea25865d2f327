import { describe, expect, test } from "bun:test";
import { createApi } from "./api.ts";
import { encodeText, MIN_COMPRESSED_BYTES, prefersGzip } from "./compression.ts";
import { MetricsService } from "./services.ts";

const path = "/api/metrics/prometheus";
const long = Buffer.from("buntime_pool_size 500\n".repeat(200));

function loaded() {
  const service = new MetricsService();
  const getMetrics = () => ({ size: 5, active: 1, idle: 0, creating: 0 });
  service.setPool({ getMetrics, getWorkerStats: () => [] });
  return createApi(service);
}

/** Asks the routes, which hand out what would travel: nothing is decoded on the way. */
async function ask(accepted: string | undefined, method = "GET") {
  const headers: Record<string, string> =
    accepted === undefined ? {} : { "accept-encoding": accepted };
  const response = await loaded().request(path, { method, headers });
  return { response, bytes: await response.bytes() };
}

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
  test("compresses to something that unpacks to the same text", () => {
    const { body, headers } = encodeText(long, "gzip");
    expect(headers).toEqual({ vary: "accept-encoding", "content-encoding": "gzip" });
    expect(Buffer.from(Bun.gunzipSync(body)).toString()).toBe(long.toString());
  });

  test("begins at the threshold", () => {
    const encoded = (bytes: number) => encodeText(long.subarray(0, bytes), "gzip").headers;
    expect(encoded(MIN_COMPRESSED_BYTES)["content-encoding"]).toBe("gzip");
    expect(encoded(MIN_COMPRESSED_BYTES - 1)["content-encoding"]).toBeUndefined();
  });
});

describe("GET /api/metrics/prometheus", () => {
  test("is compressed for a client that accepts gzip, with a vary header", async () => {
    const plain = await ask(undefined);
    const packed = await ask("gzip");
    expect(plain.response.headers.get("content-encoding")).toBeNull();
    expect(packed.response.headers.get("content-encoding")).toBe("gzip");
    for (const { response } of [plain, packed]) {
      expect(response.headers.get("vary")).toBe("accept-encoding");
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    }
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    const [first] = new TextDecoder().decode(Bun.gunzipSync(packed.bytes)).split("\n");
    expect(first).toBe("# HELP buntime_pool_size Maximum pool size");
  });
});
