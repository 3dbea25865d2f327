import { heapStats } from "bun:jsc";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { RawClient } from "../../testing/raw-client.ts";
import { encodeEvents } from "./event.ts";
import { Feed } from "./feed.ts";

/** Time until the system's buffers are full, even if the machine is so busy that frames are rare; in ms. */
const LIMIT_MS = 200_000;

/** A process with clients: every second one reads nothing, the others take a byte a second from their buffer. */
const SLOW_CLIENTS = `
  const [port, count] = Bun.argv.slice(-2).map(Number);
  const request = "GET / HTTP/1.1\\r\\nhost: test\\r\\n\\r\\n";
  for (let index = 0; index < count; index++) {
    const socket = require("node:net").connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => socket.write(request));
    if (index % 2 === 0) socket.once("readable", () => setInterval(() => socket.read(1), 1000));
  }
`;

let padding: string;
let frames: number;
let feed: Feed;
let server: Bun.Server<undefined>;
let before: ReturnType<typeof measure>;

/** A feed of numbered frames behind a real server. */
beforeEach(() => {
  padding = "";
  frames = 0;
  const frame = () => encodeEvents([{ data: { n: ++frames, padding } }]);
  feed = new Feed({ interval: 50, stallLimit: 500, frame });
  server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0, // as the real host has it
    fetch: ({ signal }) => new Response(feed.open(signal)),
  });
  before = measure();
});

afterEach(async () => {
  feed.retire();
  await server.stop(true);
});

function measure() {
  Bun.gc(true);
  const { objectTypeCounts, heapSize } = heapStats();
  return { streams: objectTypeCounts.ReadableStream ?? 0, heap: heapSize };
}

/** Expects that the clients have left no place, socket or memory behind. */
async function expectNothingLeft(): Promise<void> {
  await eventually("no client is left", () => feed.clients + feed.dropped === 0);
  await eventually("no request is left", () => server.pendingRequests === 0);
  // Streams are counted: the heap's size varies by more than hundreds of them take.
  await eventually("the streams are freed", () => measure().streams - before.streams < 5);
  expect(measure().heap - before.heap).toBeLessThan(8 * 2 ** 20);
}

test("forgets clients that reset, close or half-close their connection, even before the response", async () => {
  const { port = 0 } = server;
  for (const isServed of [true, false]) {
    const connecting = Array.from({ length: 300 }, () => RawClient.connect(port));
    const clients = await Promise.all(connecting);
    if (isServed) await eventually("all are in", () => feed.clients === clients.length);
    clients.forEach((client, index) => {
      if (index % 3 === 0) client.reset();
      else if (index % 3 === 1) client.close();
      else client.endSending();
    });
    await expectNothingLeft();
  }
});

test("a client that reads nothing, or a byte a second, costs bounded memory, is dropped, and is forgotten when its process ends", async () => {
  padding = "x".repeat(256 * 1024);
  const rss = process.memoryUsage.rss();
  const { port = 0 } = server;
  const command = [process.execPath, "-e", SLOW_CLIENTS, String(port), "20"];
  await using child = Bun.spawn(command, { stdout: "ignore", stderr: "inherit" });
  await eventually("all are in", () => feed.clients === 20);
  const awake = await RawClient.connect(port);
  await eventually("all others are dropped", () => feed.clients === 1, LIMIT_MS);
  const sent = frames;
  await eventually("the other still gets frames", () => awake.frames.some((n) => n > sent + 3));
  // Without a bound: 20 clients, 256 KiB, 20 times a second, for seconds.
  expect(process.memoryUsage.rss() - rss).toBeLessThan(100 * 2 ** 20);
  // Those that read a byte a second leave as soon as the system's buffers have room again.
  expect(feed.dropped).toBeGreaterThanOrEqual(10);
  awake.close();
  child.kill("SIGKILL");
  await expectNothingLeft();
});
