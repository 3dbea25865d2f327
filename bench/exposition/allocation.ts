/**
 * Writes the families many times with the garbage collector off (`BUN_JSC_useGC=0`), and tells by how
 * many bytes a time the process has grown: what one writing allocates, cells and buffers alike.
 */
import { serve } from "../child.ts";
import { type Contestant, lengthOf, WRITERS } from "./contestants.ts";

const name = Bun.argv[2] as Contestant;
const times = Number(Bun.argv[3]);
await write(5000); // so that compiled code isn't counted
const before = process.memoryUsage.rss();
await write(times);
serve((process.memoryUsage.rss() - before) / times, () => null);

async function write(count: number): Promise<void> {
  const writer = WRITERS[name];
  let length = 0;
  for (let index = 0; index < count; index++) {
    const text = writer(index);
    length += lengthOf(text instanceof Promise ? await text : text);
  }
  if (length === 0) throw new Error("nothing was written");
}
