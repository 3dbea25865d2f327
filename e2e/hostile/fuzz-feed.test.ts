import { describe, expect, test } from "bun:test";
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { EventStream } from "../../testing/event-stream.ts";
import { runs } from "../../testing/fuzz.ts";

/** Pieces of event streams, whole and not. */
const piece = fc.oneof(
  fc.constantFrom("data", "event", "retry", "id", ":", ": ", "\n", "\r", "\r\n", "\n\n", " ", "5"),
  fc.constantFrom(
    'data: {"a":1}\n\n',
    "event: activity\n",
    "retry: 2000\n",
    ": still here\n",
    "\0",
  ),
  fc.constantFrom("\u2028", "\u2029", "\uFEFF", "\v", "\x85"),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const stream = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

/** The events that the pages' parser finds in a stream, wherever it is cut. */
function eventsOf(...chunks: readonly string[]): { event: string; data: string }[] {
  const events: { event: string; data: string }[] = [];
  const parser = createParser({
    onEvent: ({ event = "message", data }) => events.push({ event, data }),
  });
  for (const chunk of chunks) parser.feed(chunk);
  return events;
}

describe("any stream", () => {
  test("gives the pages the events that an independent parser finds in it", () => {
    fc.assert(
      fc.property(stream, (text) => {
        const independent = new EventStream();
        independent.push(text);
        expect(eventsOf(text)).toEqual(independent.events);
      }),
      runs(1_000),
    );
  });

  test("gives the same however it is cut", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(eventsOf(...chunks)).toEqual(eventsOf(text));
      }),
      runs(1_000),
    );
  });
});
