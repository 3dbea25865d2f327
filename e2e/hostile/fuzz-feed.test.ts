import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createSseParser, type SseMessage } from "../../client/src/data/feed/sse.ts";
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

describe("any stream", () => {
  test("gives the pages the events that an independent parser finds in it", () => {
    fc.assert(
      fc.property(stream, (text) => {
        const independent = new EventStream();
        independent.push(text);
        const found = createSseParser()(text);
        expect(eventsOf(found)).toEqual(independent.events);
      }),
      runs(1_000),
    );
  });

  test("gives the same however it is cut", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        const parser = createSseParser();
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(pieces.flatMap((one) => parser(one))).toEqual(createSseParser()(text));
      }),
      runs(1_000),
    );
  });
});

function eventsOf(messages: readonly SseMessage[]): { event: string; data: string }[] {
  return messages.flatMap((message) =>
    message.kind === "event" ? [{ event: message.name, data: message.data }] : [],
  );
}
