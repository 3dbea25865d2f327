import { describe, expect, test } from "bun:test";
import {
  formatBytes,
  formatCount,
  formatMs,
  formatPercent,
  formatRate,
  formatShort,
  formatShortPercent,
} from "./number.ts";
import {
  durationParts,
  formatAgo,
  formatClock,
  formatDuration,
  formatExactSeconds,
  formatMinute,
  formatTimestamp,
  timeLocale,
} from "./time.ts";

/** Replaces non-breaking spaces by plain ones, so that the tests are readable. */
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");

describe("numbers", () => {
  test("have the separators of the language", () => {
    expect(formatCount(1_234_567, "en")).toBe("1,234,567");
    expect(formatCount(1_234_567, "pt-BR")).toBe("1.234.567");
  });

  test("as percentages are never rounded across a threshold", () => {
    expect([0, 0.03, 0.5999, 0.6, 0.7999, 0.8, 1, 1.15].map((r) => formatPercent(r, "en"))).toEqual(
      ["0%", "3%", "59%", "60%", "79%", "80%", "100%", "115%"],
    );
    expect(formatPercent(0.024, "pt-BR")).toBe("2,4%");
    expect(formatPercent(0.29, "en")).toBe("29%");
  });

  test("are limited to three digits where space is short", () => {
    const [counts, shares] = [
      [0, 9_999, 10_000, 1_234_567],
      [0.024, 99.99, 123_456],
    ];
    expect(counts.map((n) => formatShort(n, "en"))).toEqual(["0", "9,999", "10K", "1.23M"]);
    expect(shares.map((n) => formatShortPercent(n, "en"))).toEqual(["2.4%", "9,999%", "12.3M%"]);
    expect(plain(formatShort(123_456, "pt-BR"))).toBe("123 mil");
    expect(plain(formatShortPercent(1_234, "pt-BR"))).toBe("123 mil%");
  });

  test("of bytes have binary units", () => {
    expect(
      [0, 1_023, 52_428_800, 31_981_568, 2 ** 41].map((n) => plain(formatBytes(n, "en"))),
    ).toEqual(["0 B", "1,023 B", "50 MiB", "30.5 MiB", "2 TiB"]);
    expect(plain(formatBytes(31_981_568, "pt-BR"))).toBe("30,5 MiB");
  });

  test("have fewer decimals the larger a rate or a time is", () => {
    expect([0.256, 4.25, 123.4].map((n) => formatRate(n, "en"))).toEqual(["0.26", "4.3", "123"]);
    expect([3.14, 42.4, 1_500].map((n) => plain(formatMs(n, "en")))).toEqual([
      "3.1 ms",
      "42 ms",
      "1.5s",
    ]);
    expect([0, 0.04, 0.05].map((n) => plain(formatMs(n, "en")))).toEqual([
      "0 ms",
      "< 0.1 ms",
      "0.1 ms",
    ]);
    expect([12_500, 1_000].map((n) => plain(formatMs(n, "pt-BR")))).toEqual(["12,5 s", "1 s"]);
  });
});

describe("durations", () => {
  test("have at most two units, the largest first", () => {
    expect(durationParts(90_061)).toEqual([
      [1, "day"],
      [1, "hour"],
    ]);
    expect(durationParts(86_400)).toEqual([[1, "day"]]);
    expect(durationParts(59.9)).toEqual([[59, "second"]]);
    expect(durationParts(0.4)).toEqual([[0, "second"]]);
    expect(durationParts(-5)).toEqual([[0, "second"]]);
  });

  test("are written in the language", () => {
    expect(plain(formatDuration(90_061, "en"))).toBe("1d 1h");
    expect(plain(formatDuration(3_661, "pt-BR"))).toBe("1 h 1 min");
    expect(plain(formatExactSeconds(86_400.1254, "en"))).toBe("86,400.125 seconds");
    expect(formatAgo(5, "pt-BR", "agora mesmo")).toBe("há 5 segundos");
    expect(formatAgo(125, "en", "just now")).toBe("2 minutes ago");
  });

  test("of less than a second are just now", () => {
    expect(formatAgo(0.9, "en", "just now")).toBe("just now");
    expect(formatAgo(0, "pt-BR", "agora mesmo")).toBe("agora mesmo");
    expect(formatAgo(1, "pt-BR", "agora mesmo")).toBe("há 1 segundo");
  });
});

describe("times", () => {
  const ms = Date.UTC(2024, 0, 23, 10, 30, 5);

  test("in UTC are marked as such", () => {
    expect(plain(formatTimestamp(ms, "en", "utc"))).toBe("Jan 23, 2024, 10:30:05 AM UTC");
    expect(formatTimestamp(ms, "pt-BR", "utc")).toContain("10:30:05 UTC");
  });

  test("of day are short", () => {
    expect(formatClock(ms, "pt-BR", "utc")).toBe("10:30:05");
    expect(formatMinute(ms, "pt-BR", "utc")).toBe("10:30");
  });
});

describe("times have the hour cycle and the date order of the browser's region, in the pages' language", () => {
  const ms = Date.UTC(2026, 10, 29, 16, 1, 49);
  test.each([
    ["en", "en-US", "Nov 29, 2026, 04:01:49 PM UTC"],
    ["en", "en-GB", "29 Nov 2026, 16:01:49 UTC"],
    ["en", "de-DE", "29 Nov 2026, 16:01:49 UTC"],
    ["en", "de", "29 Nov 2026, 16:01:49 UTC"],
    ["pt-BR", "pt-BR", "29 de nov. de 2026, 16:01:49 UTC"],
  ])("%s in a browser of %s", (language, browser, text) => {
    const formatted = formatTimestamp(ms, timeLocale(language, browser), "utc");
    expect(formatted.replace(/\s/g, " ")).toBe(text);
  });

  test("with an invalid language of the browser they follow the pages' language", () => {
    expect(timeLocale("en", "")).toBe("en");
    expect(timeLocale("pt-BR", "C")).toBe("pt-BR");
  });
});
