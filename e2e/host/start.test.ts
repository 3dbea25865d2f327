import { expect, test } from "bun:test";
import { root } from "../../scripts/root.ts";

/** Long enough for a build on a busy machine, in ms. */
const LIMIT_MS = 300_000;

/** Runs `bun start` until it has printed its address and responded there; returns what it printed. */
async function start(): Promise<string> {
  const env = { ...process.env, PORT: "0" };
  const child = Bun.spawn([process.execPath, "start"], { cwd: root, env, stdout: "pipe" });
  let printed = "";
  const decoder = new TextDecoder();
  for await (const bytes of child.stdout) {
    printed += decoder.decode(bytes, { stream: true });
    const [address] = /http:\/\/[\d.]+:\d+\/metrics/.exec(printed) ?? [];
    if (address === undefined) continue;
    expect((await fetch(`${address}/api/metrics/`)).status).toBe(200);
    break;
  }
  child.kill();
  await child.exited;
  return printed;
}

test(
  "bun start serves the metrics, and builds only what is stale",
  async () => {
    await start();
    expect(await start()).not.toContain("built in");
  },
  LIMIT_MS,
);
