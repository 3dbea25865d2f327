/**
 * Readers of the plugin in a process of their own: `bun readers.ts <plugin's url>`. Told what to do,
 * they do it until they are told something else; told `began`, they answer when each reading since
 * then was begun. Who reads nothing begins it at 1 Hz.
 */
import { serve } from "../child.ts";
import { sharedNow } from "../steady-requests.ts";
import type { Way } from "./ways.ts";

const FEEDS = 200;

/** How long a change is given to settle, in ms. */
const SETTLED_MS = 200;
const [, , url = ""] = Bun.argv;
let stop = () => {};
let began: number[] = [];

const ways: Record<Way, () => () => void> = {
  nothing: () => every(1000),
  "nothing again": () => every(1000),
  "scrape at 1 Hz": () => every(1000, "/prometheus"),
  "scrape at 100 Hz": () => every(10, "/prometheus"),
  "stats at 1 Hz": () => every(1000, "/stats"),
  "200 feeds": feeds,
};

serve("ready", async (message) => {
  if (message === "began") return began;
  stop();
  began = [];
  stop = ways[message as Way]();
  await Bun.sleep(SETTLED_MS);
});

/** Reads at a pace, for the first time soon after the change has settled: the shortest run has one. */
function every(milliseconds: number, path?: string): () => void {
  const read = async () => {
    began.push(sharedNow());
    if (path) await (await fetch(url + path)).arrayBuffer();
  };
  let timer = setTimeout(() => {
    void read();
    timer = setInterval(read, milliseconds);
  }, SETTLED_MS + 100);
  return () => clearInterval(timer);
}

function feeds(): () => void {
  const { hostname, port, pathname } = new URL(`${url}/sse`);
  const request = `GET ${pathname} HTTP/1.1\r\nhost: bench\r\n\r\n`;
  const sockets = Array.from({ length: FEEDS }, () =>
    Bun.connect({
      hostname,
      port: Number(port),
      socket: { open: (socket) => void socket.write(request), data() {} },
    }),
  );
  return () => {
    for (const socket of sockets) void socket.then((one) => one.end());
  };
}
