import { expect, test } from "bun:test";
import { EventStreamParser } from "./event-stream-parser.ts";

test("events come out whole however the stream is cut", () => {
  const stream =
    "retry: 1000\ndata: {\ndata: }\n\n: beat\n\nevent: activity\r\ndata:x\r\n\r\ndata: open";
  for (let cut = 0; cut <= stream.length; cut++) {
    const parser = new EventStreamParser();
    parser.push(stream.slice(0, cut));
    parser.push(stream.slice(cut));
    expect(parser.events).toEqual([
      { event: "message", data: "{\n}" },
      { event: "activity", data: "x" },
    ]);
    expect([parser.retry, parser.comments]).toEqual([1000, 1]);
  }
});

test.each([
  ["a stream that ends with a carriage return", "data\n\r", ""],
  ["a byte order mark at the beginning", "\uFEFFdata: x\n\n", "x"],
  ["a line separator of JavaScript in the data", "data: a\u2028b\n\n", "a\u2028b"],
])("%s is read as the standard says", (_, stream, data) => {
  const parser = new EventStreamParser();
  parser.push(stream);
  expect(parser.events).toEqual([{ event: "message", data }]);
});
