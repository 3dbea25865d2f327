import { Child } from "../child.ts";
import { percentile, spread } from "../noise.ts";
import type { Kind, Usage } from "./kinds.ts";

/** What one kind of feed costs with so many clients. */
export interface Cost {
  /** CPU seconds of the server for each second, second by second. */
  cpu: number[];
  /** By how much the server has grown, in bytes. */
  bytesPerClient: number;
  /** Milliseconds by which an event misses its time, 99th percentile. */
  jitterP99: number;
  /** Milliseconds that another request takes, 99th percentile, without and with the clients. */
  otherP99: { alone: number; beside: number };
  /** CPU seconds for each second before any client came, and after all left. */
  idleCpu: { before: number; after: number };
}

/** Starts a server and clients, and watches them for some seconds. */
export async function measure(
  kind: Kind,
  workers: number,
  clients: number,
  seconds: number,
): Promise<Cost> {
  const server = new Child(`${import.meta.dir}/server.ts`, [kind, String(workers)], { core: 0 });
  const port = await server.ready<number>();
  const other = await startClients(port, 0);
  await other.ask("300"); // warms it up
  const alone = await otherP99(other);
  await server.ask("collect");
  await Bun.sleep(1000);
  const before = await cpuOver(server, 1500);
  const empty = await server.ask<Usage>("collect");
  const crowd = await startClients(port, clients);
  await Bun.sleep(1500); // what connecting costs is not the feed's
  const watched = await watch(server, crowd, seconds);
  const beside = await otherP99(other);
  const full = await server.ask<Usage>("collect");
  await crowd.stop();
  await Bun.sleep(3000); // until then it collects
  const after = await cpuOver(server, 1500);
  await other.stop();
  await server.stop();
  const bytesPerClient = (full.rss - empty.rss) / clients;
  return { ...watched, bytesPerClient, otherP99: { alone, beside }, idleCpu: { before, after } };
}

/** The median of three seconds' 99th percentiles: each of the seconds has one or two ticks of the feed. */
async function otherP99(other: Child): Promise<number> {
  const p99s: number[] = [];
  for (let second = 0; second < 3; second++) {
    p99s.push(percentile(await other.ask<number[]>("1000"), 99));
  }
  return spread(p99s).median;
}

async function startClients(port: number, count: number): Promise<Child> {
  const clients = new Child(`${import.meta.dir}/clients.ts`, [String(port), String(count)], {
    core: 1,
  });
  const connected = await clients.ready<number>();
  if (connected !== count) throw new Error(`${connected} of ${count} clients are connected`);
  return clients;
}

async function watch(
  server: Child,
  crowd: Child,
  seconds: number,
): Promise<Pick<Cost, "cpu" | "jitterP99">> {
  await crowd.ask("gaps");
  const cpu: number[] = [];
  for (let second = 0; second < seconds; second++) cpu.push(await cpuOver(server, 1000));
  return { cpu, jitterP99: percentile(await crowd.ask<number[]>("gaps"), 99) };
}

/** CPU seconds for each second. */
async function cpuOver(server: Child, milliseconds: number): Promise<number> {
  const before = await server.ask<Usage>("usage");
  await Bun.sleep(milliseconds);
  const after = await server.ask<Usage>("usage");
  return (after.cpuSeconds - before.cpuSeconds) / (after.at - before.at);
}
