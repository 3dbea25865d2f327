/** Clients of a server in their own process: `bun client.ts`. What they do is in {@link ClientRequest}. */
import { serve } from "./child.ts";

/** One request of a steady stream. */
export interface Timed {
  /** When it began, in milliseconds of the clock that the machine's processes share. */
  at: number;
  /** Milliseconds until its response was complete. */
  took: number;
}

/** Instructions for the clients; all times in milliseconds. */
export type ClientRequest =
  /** Requests at a steady pace for some time; returns each one's {@link Timed}. */
  | { do: "time"; url: string; every: number; milliseconds: number }
  /** Requests at a pace until `stop`; without a URL nothing is sent, but the times are recorded. */
  | { do: "read"; url: string | undefined; every: number }
  /** Opens feeds; returns how many are connected. */
  | { do: "feeds"; url: string; count: number }
  /** Returns how far the times between two events of a feed were off `interval` since the last such request. */
  | { do: "misses"; interval: number }
  /** Ends requests and feeds; returns when each request of `read` began, on the clock of {@link Timed}. */
  | { do: "stop" };

/** How long a change takes to settle, in milliseconds. */
const SETTLED_MS = 200;
const DATA = Buffer.from('data: {"pool"');
const began: number[] = [];
const gaps: number[] = [];
let timer: Timer | undefined;
const sockets: Bun.Socket[] = [];

serve("ready", (request: ClientRequest) => {
  switch (request.do) {
    case "time":
      return steadyRequests(request.url, request.every, request.milliseconds);
    case "read":
      return read(request.url, request.every);
    case "feeds":
      return openFeeds(new URL(request.url), request.count);
    case "misses":
      return gaps.splice(0).map((gap) => Math.abs(gap - request.interval));
    case "stop":
      return stop();
  }
});

/**
 * Begins a request at a fixed interval, whether or not the previous ones have finished: if requests waited for each
 * other, only one would notice a stall.
 */
async function steadyRequests(url: string, every: number, milliseconds: number): Promise<Timed[]> {
  const requests: Promise<Timed>[] = [];
  const begin = performance.now();
  while (performance.now() < begin + milliseconds) {
    requests.push(timeRequest(url));
    await Bun.sleep(begin + requests.length * every - performance.now());
  }
  return Promise.all(requests);
}

async function timeRequest(url: string): Promise<Timed> {
  const begin = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return { at: performance.timeOrigin + begin, took: performance.now() - begin };
}

/** The first request comes soon after the change has settled: the shortest run has one. */
function read(url: string | undefined, every: number): Promise<void> {
  const once = () => {
    began.push(performance.timeOrigin + performance.now());
    if (url) void timeRequest(url);
  };
  timer = setTimeout(() => {
    once();
    timer = setInterval(once, every);
  }, SETTLED_MS + 100);
  return Bun.sleep(SETTLED_MS);
}

async function openFeeds({ hostname, port, pathname }: URL, count: number): Promise<number> {
  for (let index = 0; index < count; index++) {
    let last: number | undefined;
    const open = (socket: Bun.Socket) => {
      sockets.push(socket);
      socket.write(`GET ${pathname} HTTP/1.1\r\nhost: bench\r\n\r\n`);
    };
    const data = (_: Bun.Socket, bytes: Buffer) => {
      if (!bytes.includes(DATA)) return;
      const now = performance.now();
      if (last !== undefined) gaps.push(now - last);
      last = now;
    };
    await Bun.connect({ hostname, port: Number(port), socket: { open, data } });
    if (index % 50 === 0) await Bun.sleep(1); // so that the first events don't all come at once
  }
  return sockets.length;
}

async function stop(): Promise<number[]> {
  clearTimeout(timer);
  for (const socket of sockets.splice(0)) socket.end();
  await Bun.sleep(SETTLED_MS);
  return began.splice(0);
}
