import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../../../../testing/fuzz.ts";
import { createSseParser, type SseMessage } from "./sse.ts";

const parse = (...chunks: string[]): SseMessage[] => {
  const parser = createSseParser();
  return chunks.flatMap((chunk) => parser(chunk));
};

const event = (data: string, name = "message"): SseMessage => ({ kind: "event", name, data });

describe("the parser of server-sent events", () => {
  test("an event ends with an empty line", () => {
    expect(parse("data: 1\n")).toEqual([]);
    expect(parse("data: 1\n\n")).toEqual([event("1")]);
  });

  test("several data lines are joined by line feeds; one space after the colon is not data", () => {
    expect(parse("data:a\ndata:  b\ndata\n\n")).toEqual([event("a\n b\n")]);
  });

  test("a named event keeps its name, and the next one has none", () => {
    expect(parse("event: activity\ndata: 1\n\ndata: 2\n\n")).toEqual([
      event("1", "activity"),
      event("2"),
    ]);
  });

  test("comments and retry are told at once; nonsense retries are not", () => {
    expect(parse(": hi\nretry: 1500\nretry: soon\nretry: -1\n")).toEqual([
      { kind: "comment" },
      { kind: "retry", ms: 1500 },
    ]);
  });

  test("an event without data is nothing", () => {
    expect(parse("event: x\n\n")).toEqual([]);
  });

  test("a byte order mark at the beginning is no part of the first field", () => {
    expect(parse("\uFEFFdata: 1\n\n")).toEqual([event("1")]);
  });

  test("lines may end in LF, CR or CR LF, also when cut between the two", () => {
    const wanted = [event("a"), event("b")];
    expect(parse("data: a\r\n\r\ndata: b\r\n\r\n")).toEqual(wanted);
    expect(parse("data: a\r\rdata: b\r\r")).toEqual(wanted);
    expect(parse("data: a\r", "\n\r", "\ndata: b\r", "\n", "", "\r\n")).toEqual(wanted);
  });

  test("a line without end is an error, not a growing memory", () => {
    const parser = createSseParser();
    expect(() => {
      for (let i = 0; i < 20; i++) parser("x".repeat(100_000));
    }).toThrow("too long");
  });

  test("it does not matter where the text is cut", () => {
    const text = ": c\r\nevent: activity\rdata: {}\n\r\ndata: a\ndata: b\n\nretry: 5\n\n";
    const whole = parse(text);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(parse(...chunks)).toEqual(whole);
      }),
      runs(100),
    );
  });
});
