import { afterEach, describe, expect, test } from "bun:test";
import { eventually } from "../../testing/eventually.ts";
import { Lab, type LabOptions } from "../../testing/feed-lab.ts";
import { RawClient } from "../../testing/raw-client.ts";

/** Until the system's buffers are full, on a machine that is so busy that frames are seldom; in ms. */
const LIMIT_MS = 200_000;
const BIG = 256 * 1024;
const labs: Lab[] = [];

function lab(options?: LabOptions): Lab {
  const made = new Lab(options);
  labs.push(made);
  return made;
}

afterEach(async () => {
  for (const made of labs.splice(0)) await made.stop();
});

describe("over real sockets the feed", () => {
  test("sends 1,000 clients the same frames, and leaves nothing behind", async () => {
    const it = lab({ interval: 100 });
    const clients = await RawClient.connectMany(it.port, 1000);
    await eventually("all are in", () => it.feed.clients === 1000);
    const first = it.frames + 2;
    await eventually("ten frames", () => it.frames > first + 10);
    await eventually("all have them", () =>
      clients.every(({ frames }) => (frames.at(-1) ?? 0) >= first + 9),
    );
    // On a busy machine a frame is left out while the one before is on its way, for all alike.
    const seen = clients.map(({ frames }) =>
      frames.filter((n) => n >= first && n < first + 9).join(),
    );
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).not.toBe("");
    for (const client of clients) client.close();
    await it.expectNothingLeft();
  });

  test("forgets clients that reset, close or half-close their connection", async () => {
    const it = lab();
    const clients = await RawClient.connectMany(it.port, 300);
    await eventually("all are in", () => it.feed.clients === 300);
    clients.forEach((client, index) => {
      if (index % 3 === 0) client.reset();
      else if (index % 3 === 1) client.close();
      else client.endSending();
    });
    await it.expectNothingLeft();
  });

  test("survives thousands of clients that come and go", async () => {
    const it = lab();
    for (let round = 0; round < 8; round++) {
      const clients = await RawClient.connectMany(it.port, 500);
      // Half of the rounds leave before the server has responded to all of them.
      if (round % 2 === 0) await eventually("all are in", () => it.feed.clients === 500);
      for (const client of clients) client.reset();
      await eventually(
        "all have disconnected",
        () => it.feed.clients === 0 && it.openRequests === 0,
      );
    }
    expect(it.taken).toBeGreaterThan(2000);
    await it.expectNothingLeft();
  });
});

describe("a client that takes nothing", () => {
  test("costs bounded memory, is dropped, and is forgotten when its process ends", async () => {
    const it = lab({ padding: BIG, stallLimit: 500 });
    const before = process.memoryUsage.rss();
    const child = await it.spawnClients(20, "readsNothing");
    const awake = await RawClient.connect(it.port);
    await eventually("all of them are dropped", () => it.feed.dropped === 20, LIMIT_MS);
    const sent = it.frames;
    await eventually("the other still gets frames", () => awake.frames.some((n) => n > sent + 3));
    // Without a bound: 20 clients, 256 KiB, 20 times a second, for seconds.
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 2 ** 20);
    expect(it.openRequests).toBe(21);
    awake.close();
    child.kill("SIGKILL");
    await it.expectNothingLeft();
  });

  test("is kept while small frames fit into the socket buffers", async () => {
    const it = lab({ stallLimit: 200 });
    const child = await it.spawnClients(5, "readsNothing");
    child.kill("SIGSTOP");
    const first = it.frames;
    await eventually("twenty frames", () => it.frames > first + 20);
    expect([it.feed.clients, it.feed.dropped]).toEqual([5, 0]);
    child.kill("SIGKILL");
    await it.expectNothingLeft();
  });

  test("is dropped, too, if it takes a byte a second", async () => {
    const it = lab({ padding: BIG, stallLimit: 700 });
    const child = await it.spawnClients(5, "readsOneByteASecond");
    await eventually("all of them are dropped", () => it.feed.dropped === 5, LIMIT_MS);
    child.kill("SIGKILL");
    await it.expectNothingLeft();
  });
});
