/**
 * Clients of a feed in a process of their own: `bun clients.ts <port> <clients>`. Told `gaps`, it
 * answers by how many milliseconds the times between two default events of a client missed the
 * interval, since it was last told; told `requests`, what other requests take.
 */
import { serve } from "../child.ts";
import { INTERVAL_MS, PATH } from "./kinds.ts";

const [, , port, count] = Bun.argv;
const hostname = "127.0.0.1";
const DATA = Buffer.from('data: {"pool"');
let misses: number[] = [];
let connected = 0;

for (let index = 0; index < Number(count); index++) {
  await join();
  if (index % 50 === 0) await Bun.sleep(1); // so that not all have their events in one moment
}
serve(connected, (message) => (message === "gaps" ? takeMisses() : timeRequests(Number(message))));

async function join(): Promise<void> {
  let last: number | undefined;
  await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      open: (socket) => {
        connected++;
        socket.write(`GET ${PATH} HTTP/1.1\r\nhost: bench\r\n\r\n`);
      },
      data: (_socket, bytes) => {
        if (!bytes.includes(DATA)) return;
        const now = performance.now();
        if (last !== undefined) misses.push(Math.abs(now - last - INTERVAL_MS));
        last = now;
      },
    },
  });
}

function takeMisses(): number[] {
  const taken = misses;
  misses = [];
  return taken;
}

/**
 * Milliseconds that requests took, one begun every two, whether or not those before are answered: of
 * requests that wait for each other only one would notice a stall.
 */
async function timeRequests(milliseconds: number): Promise<number[]> {
  const times: Promise<number>[] = [];
  const begin = performance.now();
  while (performance.now() < begin + milliseconds) {
    times.push(timeRequest());
    await Bun.sleep(begin + times.length * 2 - performance.now());
  }
  return Promise.all(times);
}

async function timeRequest(): Promise<number> {
  const begin = performance.now();
  await (await fetch(`http://${hostname}:${port}/other`)).text();
  return performance.now() - begin;
}
