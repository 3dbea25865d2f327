import { parseExposition } from "../../testing/exposition-parser.ts";
import { RawClient } from "../../testing/raw-client.ts";
import { expectError } from "../conformance/request.ts";
import { activityShape, shaped } from "../conformance/shapes.ts";
import type { Fault } from "./child.ts";
import { compare, ENDPOINTS, expectConsistentBody, request } from "./judge.ts";
import { KEY } from "./plan.ts";
import { readHistory, readVariants, tryKeys } from "./readers.ts";
import type { Run } from "./run.ts";

/** In turn, so that every run has each. */
const FAULTS: readonly Fault[] = ["everything", "getMetrics", "getWorkerStats"];
const INTERVALS = [500, 1_000, 2_000] as const;
/** One in this many feed clients stops reading. */
const PAUSED = 20;
/** More apps than the pool holds, so that workers come and go; some crash, fail or don't start. */
const APPS = [
  ...["/hello/", "/uuid/", "/clock/", "/echo/", "/visits/", "/dice/", "/@acme/cart/"],
  ...["/fibonacci/?n=15", "/slow/?ms=200", "/busy/?ms=50", "/lambda/", "/memory/?mb=1"],
  ...["/memory/?free=1", "/fails/", "/crash/", "/broken/", "/slowstart/", "/crash/alive"],
] as const;
/** Limits the pending requests to a slow host. */
const MAX_APP_REQUESTS = 32;

/** Everything that happens concurrently, until the run is over. */
export async function act(run: Run): Promise<void> {
  const { plan } = run;
  const counters = new Map<string, number>();
  let faults = 0;
  let reloads = 0;
  const readers = Array.from({ length: 4 }, () => ["json", "stats"] as const).flat();
  await Promise.all([
    run.every(100, () => scrape(run, counters)),
    run.every(400, () => readHistory(run)),
    run.every(400, () => readVariants(run)),
    run.every(400, () => tryKeys(run)),
    ...readers.map((endpoint) => run.every(400, () => request(run, endpoint))),
    run.every(200, async () => {
      for (const what of ENDPOINTS) await compare(run, what, () => request(run, what));
    }),
    ...Array.from({ length: plan.feedClients }, () => feedClients(run)),
    requestApps(run),
    run.every(plan.reloadEveryMs, () => run.reload(pick(INTERVALS), reloads++ % 2 === 0)),
    run.every(plan.faultEveryMs - plan.faultMs, async () => {
      await run.setFault(FAULTS[faults++ % FAULTS.length]);
      await run.pause(plan.faultMs);
      await run.setFault(undefined);
      run.count("faults");
    }),
    run.every(2_000, () => measure(run)),
  ]);
}

/** No counter may fall. A module that is being replaced may still count what its successor can't see. */
async function scrape(run: Run, last: Map<string, number>): Promise<void> {
  const isSameModule = run.moduleChanges.watch();
  const text = await request(run, "prometheus");
  if (text === undefined || !isSameModule()) return;
  for (const { type, samples } of parseExposition(text)) {
    if (type !== "counter" && type !== "summary") continue;
    for (const { name, labels, value } of samples) {
      const series = name + JSON.stringify(labels);
      const before = last.get(series) ?? 0;
      if (value < before) run.problem(`${series} fell from ${before} to ${value}`);
      last.set(series, value);
    }
  }
}

/** One feed client after another, each for one to twenty seconds, most for a short time. */
async function feedClients(run: Run): Promise<void> {
  while (await run.pause(Math.random() * 1_000)) {
    await stayConnected(run, 1_000 + Math.random() ** 2 * 19_000).catch((error) =>
      run.problem(`feed: ${error}`),
    );
  }
}

async function stayConnected(run: Run, ms: number): Promise<void> {
  const isSameModule = run.moduleChanges.watch();
  const client = await openFeed(run);
  try {
    const isPaused = Math.random() < 1 / PAUSED;
    if (isPaused) client.pause();
    const hasEnded = await Promise.race([
      client.closed.then(() => true),
      run.pause(ms).then(() => false),
    ]);
    if (isPaused) return run.count("feed paused");
    if (client.status === undefined) return;
    run.count(`feed ${client.status}`);
    if (client.status === 200) judgeEvents(run, client);
    else
      expectError(
        { status: client.status, headers: JSON_TYPE, body: client.body, url: "the feed" },
        503,
      );
    // A module that is replaced ends its streams, and refuses further clients.
    if (hasEnded && isSameModule()) throw new Error(`ended with status ${client.status}`);
  } finally {
    client.reset();
  }
}

const JSON_TYPE = new Headers({ "content-type": "application/json" });

/** Connects to the feed. */
export function openFeed({ child }: Run): Promise<RawClient> {
  const { port, pathname } = new URL(`${child.base}/api/metrics/sse`);
  return RawClient.connect(Number(port), `GET ${pathname} HTTP/1.0\r\nx-api-key: ${KEY}`);
}

function judgeEvents(run: Run, { events }: RawClient): void {
  let last = "";
  for (const { event, data } of events) {
    run.count(`feed event ${event}`);
    if (event === "activity") shaped(activityShape, JSON.parse(data));
    else {
      expectConsistentBody("feed", data);
      const { timestamp } = JSON.parse(data);
      if (timestamp < last) throw new Error(`${timestamp} after ${last}`);
      last = timestamp;
    }
  }
}

/** Their responses are not judged. */
async function requestApps(run: Run): Promise<void> {
  const origin = new URL(run.child.base).origin;
  const underWay = new Set<Promise<void>>();
  while (await run.pause(run.plan.churnEveryMs)) {
    if (underWay.size >= MAX_APP_REQUESTS) continue;
    const response = fetch(origin + pick(APPS), { signal: run.over });
    const request = response
      .then(({ status }) => run.count(`apps ${status}`))
      .catch(() => run.count("apps cut off"))
      .finally(() => underWay.delete(request));
    underWay.add(request);
  }
  await Promise.all(underWay);
}

async function measure(run: Run): Promise<void> {
  const { heap, rss, pluginTimers } = await run.child.call("figures");
  const at = performance.now();
  run.memory.heap.push({ at, value: heap });
  run.memory.rss.push({ at, value: rss });
  if (pluginTimers > 0) run.count("timers seen");
}

function pick<T>(list: readonly [T, ...T[]]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
