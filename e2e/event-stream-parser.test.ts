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
