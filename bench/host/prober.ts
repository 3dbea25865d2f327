/**
 * Asks an app one request after the other, in a process of its own: `bun prober.ts <url>`. Told for
 * how many milliseconds, it answers how many each request took.
 */
import { serve } from "../child.ts";

const [, , url = ""] = Bun.argv;

serve("ready", async (message) => {
  const times: number[] = [];
  const end = performance.now() + Number(message);
  while (performance.now() < end) {
    const begin = performance.now();
    const response = await fetch(url);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    times.push(performance.now() - begin);
  }
  return times;
});
