import type { FeedFlaws } from "./fake/feed.ts";

const late = 1100;

/** Broken feeds, and a sentence whose check must notice it. */
export const feedFlaws: readonly { flaw: string; caught: string; feed: FeedFlaws }[] = [
  {
    flaw: "a buffered feed",
    caught: "answers with an uncached, unbuffered text/event-stream",
    feed: { headers: { "x-accel-buffering": "yes" } },
  },
  {
    flaw: "a first event that comes late",
    caught: "sends the first event at once",
    feed: { wait: (index) => (index === 0 ? late : 5) },
  },
  {
    flaw: "snapshots with a name",
    caught: "sends what GET /api/metrics/ answers, as unnamed events",
    feed: { frame: (text) => text.replace("data: ", "event: metrics\ndata: ") },
  },
  {
    flaw: "snapshots of another shape",
    caught: "sends what GET /api/metrics/ answers, as unnamed events",
    feed: { frame: (text) => text.replace('"size":', '"maximum":') },
  },
  {
    flaw: "the same snapshot again and again",
    caught: "goes on: uptime and timestamp grow from event to event",
    feed: { frame: (text) => text.replace(/"uptime":[\d.]+/, '"uptime":1') },
  },
  {
    flaw: "half the pace",
    caught: "keeps the pace of sseInterval from the second to the fifth event",
    feed: { wait: (index) => (index === 0 ? 0 : 250) },
  },
  {
    flaw: "no retry",
    caught: "tells clients when to come back: retry",
    feed: { frame: (text) => text.replace("retry", "later") },
  },
  {
    flaw: "no activity",
    caught: "carries the named event activity, of a snapshot's moment",
    feed: { frame: (text) => text.replace("event: activity", "event: other") },
  },
  {
    flaw: "an activity of another moment",
    caught: "carries the named event activity, of a snapshot's moment",
    feed: { frame: (text) => text.replace(/(activity\n.*"timestamp":")\d{4}/, "$11999") },
  },
  {
    flaw: "an end after three events",
    caught: "stays open until the client leaves",
    feed: { frame: (text, index) => (index < 3 ? text : undefined) },
  },
];
