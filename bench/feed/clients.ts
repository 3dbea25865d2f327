/**
 * Clients of a feed in a process of their own: `bun clients.ts <port> <clients>`. Told `gaps`, it
 * answers by how many milliseconds the times between two default events of a client missed the
 * interval, since it was last told; told a number, how long other requests of so many milliseconds took.
 */
import { serve } from "../child.ts";
import { steadyRequests } from "../steady-requests.ts";
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
serve(connected, (message) => (message === "gaps" ? takeMisses() : askOther(Number(message))));

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

async function askOther(milliseconds: number): Promise<number[]> {
  const requests = await steadyRequests(`http://${hostname}:${port}/other`, 2, milliseconds);
  return requests.map(({ took }) => took);
}

function takeMisses(): number[] {
  const taken = misses;
  misses = [];
  return taken;
}
