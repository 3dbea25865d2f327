import { promisify } from "node:util";
import { gzip } from "node:zlib";

/**
 * The shortest body that is worth compressing, in bytes: shorter ones fit in one packet uncompressed.
 *
 * Measured on Bun 1.4.5 (libdeflate, level 1; level 2 in brackets): 1.4 kB become 429 B in 8 us (431 B, 11 us), the
 * 8.7 kB of five apps 1.8 kB in 18 us (1.7 kB, 38 us), the 121 kB of 200 apps 9.6 kB in 0.14 ms (10.1 kB, 0.23 ms), the
 * 110 kB of rows of 500 workers 16 kB in 0.26 ms (16 kB, 0.38 ms). Scrapes run on the host's main thread, hence the fast
 * level. zlib takes 0.12 ms for the text of 200 apps and makes it 13.4 kB. At one scrape a second, however, every second
 * one takes it 1.1 to 1.9 ms, since the system has meanwhile reclaimed the memory of its state; libdeflate takes 0.25 ms.
 */
export const MIN_COMPRESSED_BYTES = 1400;

/**
 * The shortest body that is compressed on another thread, in bytes, so that the host's requests don't wait.
 *
 * Rows of stats, Bun 1.4.5, zlib, with the longest stall of the event loop: 146 kB take 0.6 ms on this thread and
 * 2.2 ms on another, which is not worth it; 1.5 MB (5,000 workers) 5.4 ms, and 10 ms with a stall of 1.0 ms; 2.9 MB 11 ms,
 * and 22 ms with one of 2.3 ms. The CPU time is 2.5 times as long. `CompressionStream`, which has no levels, takes 42 ms
 * for 1.5 MB and stalls for 3.8 ms.
 */
export const OFF_THREAD_BYTES = 262_144;

const LEVEL = 1;

const gzipOffThread = promisify(gzip) as (
  body: Uint8Array,
  options: { level: number },
) => Promise<Uint8Array<ArrayBuffer>>;

/** What is sent, and its content coding. */
export interface Encoded {
  body: Uint8Array<ArrayBuffer>;
  coding: "identity" | "gzip";
}

/**
 * Compresses a body when the client prefers gzip and the body is long enough.
 *
 * @param accepted - The request's `Accept-Encoding`; none means uncompressed.
 */
export function encodeText(
  body: Uint8Array<ArrayBuffer>,
  accepted: string | null | undefined,
): Encoded {
  if (body.length < MIN_COMPRESSED_BYTES || !prefersGzip(accepted)) {
    return { body, coding: "identity" };
  }
  return { body: Bun.gzipSync(body, { level: LEVEL, library: "libdeflate" }), coding: "gzip" };
}

/** Compresses a body as {@link encodeText} does, without blocking this thread. */
export async function encodeOffThread(body: Uint8Array<ArrayBuffer>): Promise<Encoded> {
  return { body: await gzipOffThread(body, { level: LEVEL }), coding: "gzip" };
}

/**
 * Whether an `Accept-Encoding` weighs gzip above 0 and at least as high as identity. A coding that isn't listed has
 * the weight of `*`; without `*`, identity has the lowest weight (RFC 9110, section 12.5.3).
 */
export function prefersGzip(accepted: string | null | undefined): boolean {
  if (!accepted) return false;
  const weights = new Map(accepted.split(",").map(weightOf));
  const others = weights.get("*") ?? 0;
  const gzip = weights.get("gzip") ?? weights.get("x-gzip") ?? others;
  return gzip > 0 && gzip >= (weights.get("identity") ?? others);
}

/** A coding and its weight; a malformed weight is 0. */
function weightOf(part: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = part.toLowerCase().split(";");
  const weights = parameters.map((parameter) => /^\s*q\s*=\s*(.*?)\s*$/.exec(parameter)?.[1]);
  const weight = Number(weights.find((found) => found !== undefined) ?? 1);
  return [coding.trim(), weight || 0];
}
