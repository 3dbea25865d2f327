import {
  type Check,
  checksOf,
  expectHeader,
  expectThat,
  Mismatch,
  NotApplicable,
} from "../check.ts";
import { type FeedRecording, messagesOf, recordFeed } from "../feed-recording.ts";
import { parsed } from "../request.ts";
import {
  activityShape,
  expectConsistent,
  type Snapshot,
  shaped,
  snapshotShape,
} from "../shapes.ts";
import { once, type Target } from "../target.ts";

const theme = "Live feed: GET /api/metrics/sse";
const longestWait = 60_000;
/** A buffering proxy delays events for longer than this; load doesn't. */
const AT_ONCE_MS = 5000;

/** Checks on the event stream. */
export const feedChecks: readonly Check[] = checksOf(theme)({
  "responds with an uncached, unbuffered text/event-stream": async (target) => {
    const recording = await recordingOf(target);
    expectHeader(recording, "content-type", /^text\/event-stream(;|$)/);
    for (const expected of [/no-cache/, /no-transform/]) {
      expectHeader(recording, "cache-control", expected);
    }
    expectHeader(recording, "x-accel-buffering", /^no$/);
  },
  "sends the first event at once": async (target) => expectEarly(await recordingOf(target)),
  "sends the body of GET /api/metrics/ as unnamed events": async (target) => {
    for (const { pool } of await snapshotsOf(target)) expectConsistent(pool);
  },
  "continues: uptime and timestamp advance from event to event": expectGrowth,
  "keeps the pace of sseInterval from the second to the fifth event": expectPace,
  "sets the reconnect delay: retry": async (target) => {
    const { retry } = await recordingOf(target);
    expectThat(retry !== undefined && retry > 0, "retry: <milliseconds>", retry);
  },
  "has the named event activity, with the timestamp of a snapshot": expectActivity,
  "stays open until the client leaves": async (target) => {
    const { endedByHost, events } = await recordingOf(target);
    expectThat(!endedByHost, "an open stream", `its end after ${events.length} events`);
  },
  "serves a new client at once after others have left": expectNewClient,
});

/** Five events, recorded once for all checks. */
function recordingOf(target: Target): Promise<FeedRecording> {
  const { timeout, sseInterval = 0 } = target;
  const milliseconds = Math.min(timeout + 5 * sseInterval, longestWait);
  return once(target, "feed", () => recordFeed(target, { messages: 5, milliseconds }));
}

function expectEarly({ events: [first] }: FeedRecording): void {
  const at = first === undefined ? "no event" : `after ${first.at.toFixed()} ms`;
  const isEarly = first !== undefined && first.at < AT_ONCE_MS;
  expectThat(isEarly, `an event within ${AT_ONCE_MS} ms`, at);
}

/** The default events' snapshots; at least one. */
async function snapshotsOf(target: Target): Promise<Snapshot[]> {
  const messages = messagesOf((await recordingOf(target)).events);
  if (messages.length === 0) throw new Mismatch("an event without a name", "none");
  return messages.map(({ data }) => shaped(snapshotShape, parsed(data)));
}

async function expectGrowth(target: Target): Promise<void> {
  const snapshots = await snapshotsOf(target);
  for (const [index, { uptime, timestamp }] of snapshots.entries()) {
    const before = snapshots[index - 1];
    const grew = before === undefined || (uptime > before.uptime && timestamp > before.timestamp);
    expectThat(grew, `more than ${before?.uptime} s, ${before?.timestamp}`, { uptime, timestamp });
  }
}

/**
 * Judged by the snapshots' own timestamps: neither the network nor a busy client changes them. The first gap can
 * have any length, since all clients share one clock.
 */
async function expectPace(target: Target): Promise<void> {
  const { sseInterval: expected } = target;
  if (expected === undefined) throw new NotApplicable("no --sse-interval is given");
  const times = (await snapshotsOf(target)).map(({ timestamp }) => Date.parse(timestamp));
  const gaps = times.slice(2).map((time, index) => time - (times[index + 1] ?? 0));
  if (gaps.length < 3) throw new NotApplicable("fewer than five events in the time allowed");
  const [, median = 0] = gaps.toSorted((a, b) => a - b);
  const isKept = median > expected / 2 && median < expected * 2;
  expectThat(isKept, `gaps of ${expected} ms, half or twice that at most`, gaps);
}

async function expectActivity(target: Target): Promise<void> {
  const { events } = await recordingOf(target);
  const named = events.filter(({ event }) => event !== "message");
  const names = [...new Set(named.map(({ event }) => event))];
  expectThat(names.join() === "activity", "events named activity", names);
  const timestamps = (await snapshotsOf(target)).map(({ timestamp }) => timestamp);
  const { timestamp } = shaped(activityShape, parsed(named[0]?.data ?? ""));
  expectThat(timestamps.includes(timestamp), `a timestamp of ${timestamps.join(", ")}`, timestamp);
}

async function expectNewClient(target: Target): Promise<void> {
  await recordingOf(target);
  expectEarly(await recordFeed(target, { messages: 1, milliseconds: target.timeout }));
}
