import { parsed } from "../ask.ts";
import {
  type Check,
  checksOf,
  expectEqual,
  expectThat,
  Mismatch,
  NotApplicable,
} from "../check.ts";
import { type FeedRecording, messagesOf, recordFeed } from "../feed-recording.ts";
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

/** Checks on the event stream. */
export const feedChecks: readonly Check[] = checksOf(theme)({
  "answers with an uncached, unbuffered text/event-stream": async (target) => {
    const { headers } = await recordingOf(target);
    const type = headers.get("content-type") ?? "none";
    expectThat(/^text\/event-stream(;|$)/.test(type), "content-type text/event-stream", type);
    const control = headers.get("cache-control") ?? "none";
    const isUncached = control.includes("no-cache") && control.includes("no-transform");
    expectThat(isUncached, "cache-control no-cache, no-transform", control);
    expectEqual("x-accel-buffering", headers.get("x-accel-buffering"), "no");
  },
  "sends the first event at once": async (target) =>
    expectEarly(await wellTimed(target, await recordingOf(target), isEarly)),
  "sends what GET /api/metrics/ answers, as unnamed events": async (target) => {
    for (const { pool } of await snapshotsOf(target)) expectConsistent(pool);
  },
  "goes on: uptime and timestamp grow from event to event": expectGrowth,
  "keeps the pace of sseInterval from the second to the fifth event": expectPace,
  "tells clients when to come back: retry": async (target) => {
    const { retry } = await recordingOf(target);
    expectThat(retry !== undefined && retry > 0, "retry: <milliseconds>", retry);
  },
  "carries the named event activity, of a snapshot's moment": expectActivity,
  "stays open until the client leaves": async (target) => {
    const { endedByHost, events } = await recordingOf(target);
    expectThat(!endedByHost, "an open stream", `its end after ${events.length} events`);
  },
  "serves a new client at once after others left": expectNewClient,
});

/** How often the feed is listened to before its times count as wrong: either machine may be busy. */
const attempts = 3;

/** Five events, listened to once for all checks. */
function recordingOf(target: Target): Promise<FeedRecording> {
  return once(target, "feed", () => record(target));
}

function record(target: Target): Promise<FeedRecording> {
  const { timeout, sseInterval = 0 } = target;
  const milliseconds = Math.min(timeout + 5 * sseInterval, longestWait);
  return recordFeed(target, { messages: 5, milliseconds });
}

/** The recording, or a later one whose times are as they should be. */
async function wellTimed(
  target: Target,
  first: FeedRecording,
  isGood: (recording: FeedRecording) => boolean,
): Promise<FeedRecording> {
  let recording = first;
  for (let attempt = 1; attempt < attempts && !isGood(recording); attempt++) {
    recording = await record(target);
  }
  return recording;
}

function isEarly({ events: [first] }: FeedRecording): boolean {
  return first !== undefined && first.at < 1000;
}

function expectEarly(recording: FeedRecording): void {
  const [first] = recording.events;
  const at = first === undefined ? "no event" : `after ${first.at.toFixed()} ms`;
  expectThat(isEarly(recording), "an event within 1000 ms", at);
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

/** The first gap is any length: all clients share one clock. */
async function expectPace(target: Target): Promise<void> {
  const isGood = (recording: FeedRecording) => paceOf(target, recording).isRegular;
  const recording = await wellTimed(target, await recordingOf(target), isGood);
  const { isRegular, gaps, wanted, slack } = paceOf(target, recording);
  if (gaps.length < 3) throw new NotApplicable("fewer than five events in the time allowed");
  const shown = gaps.map((gap) => Math.round(gap));
  expectThat(isRegular, `gaps of ${wanted.toFixed()} ± ${slack.toFixed()} ms`, shown);
}

function paceOf(target: Target, { events }: FeedRecording) {
  const times = messagesOf(events).map(({ at }) => at);
  const gaps = times.slice(2).map((at, index) => at - (times[index + 1] ?? 0));
  const wanted = target.sseInterval ?? gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const slack = Math.max(150, wanted * 0.25);
  return { gaps, wanted, slack, isRegular: gaps.every((gap) => Math.abs(gap - wanted) <= slack) };
}

async function expectActivity(target: Target): Promise<void> {
  const { events } = await recordingOf(target);
  const named = events.filter(({ event }) => event !== "message");
  const names = [...new Set(named.map(({ event }) => event))];
  expectThat(names.join() === "activity", "events named activity", names);
  const moments = (await snapshotsOf(target)).map(({ timestamp }) => timestamp);
  const { timestamp } = shaped(activityShape, parsed(named[0]?.data ?? ""));
  expectThat(moments.includes(timestamp), `a timestamp of ${moments.join(", ")}`, timestamp);
}

async function expectNewClient(target: Target): Promise<void> {
  await recordingOf(target);
  const again = await recordFeed(target, { messages: 1, milliseconds: target.timeout });
  expectEarly(await wellTimed(target, again, isEarly));
}
