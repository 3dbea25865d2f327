import { expect, test } from "bun:test";
import { appendReading } from "./poll.ts";
import { testRow } from "./testRows.ts";
import {
  extendTrack,
  type FollowedTrack,
  followTrack,
  MAX_TRACK_POINTS,
  type Reading,
  trackOf,
} from "./tracks.ts";

const reading = (t: number, ...ids: string[]): Reading => ({
  t,
  workers: ids.map((id) => testRow({ id, requests: t })),
  afterGap: false,
});

test("a worker's track starts with the readings that are kept", () => {
  const track = trackOf("a", [reading(1, "a", "b"), reading(2, "b"), reading(3, "a")]);
  expect(track.points.map(({ t }) => t)).toEqual([1, 3]);
  expect(track.endedAt).toBeNull();
});

test("a track is extended by each reading once, also by those that are not kept any more", () => {
  const all = Array.from({ length: 6 }, (_, index) => reading(index + 1, "a"));
  let followed: FollowedTrack | null = null;
  const follow = (id: string, from: number, to: number) => {
    followed = followTrack(id, all.slice(from, to), followed);
    return followed.track.points.map(({ t }) => t);
  };
  expect(follow("a", 0, 0)).toEqual([]);
  expect(follow("a", 0, 2)).toEqual([1, 2]);
  expect(follow("a", 0, 2)).toEqual([1, 2]);
  expect(follow("a", 1, 3)).toEqual([1, 2, 3]);
  expect(follow("a", 3, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(follow("b", 3, 5)).toEqual([]);
  expect(follow("a", 4, 6)).toEqual([5, 6]);
});

test("a worker has ended at the first reading without it, unless it was never seen", () => {
  const track = trackOf("a", [reading(1, "a"), reading(2), reading(3)]);
  expect(track.endedAt).toBe(2);
  expect(trackOf("z", [reading(1, "a")]).endedAt).toBeNull();
  expect(extendTrack(track, reading(4, "a")).endedAt).toBeNull();
});

test("a point says whether readings were missed before it", () => {
  const rested = { ...reading(3, "a"), afterGap: true };
  const away = { ...reading(6), afterGap: true };
  const seen = [reading(1, "a"), reading(2, "a"), rested, reading(4), reading(5, "a"), away];
  const track = trackOf("a", [...seen, reading(7, "a"), reading(8, "a")]);
  expect(track.points.filter(({ afterGap }) => afterGap).map(({ t }) => t)).toEqual([3, 5, 7]);
});

const ended = (t: number): Reading => ({
  t,
  workers: [testRow({ id: "a", state: "terminated" })],
  afterGap: false,
});

test("a worker has ended when its row says so, and does not end again when the row disappears", () => {
  const track = trackOf("a", [reading(1, "a"), ended(2), ended(3)]);
  expect(track.endedAt).toBe(2);
  expect(track.points.at(-1)?.row.state).toBe("terminated");
  expect(extendTrack(track, reading(4)).endedAt).toBe(2);
  expect(extendTrack(track, reading(4, "a")).endedAt).toBeNull();
});

test("a worker that had ended before it was watched does not end", () => {
  expect(trackOf("a", [ended(1), ended(2), reading(3)]).endedAt).toBeNull();
});

test("a track and the kept readings are bounded", () => {
  const long = Array.from({ length: 500 }, (_, t) => reading(t, "a"));
  expect(trackOf("a", long).points).toHaveLength(MAX_TRACK_POINTS);
  expect(long.reduce(appendReading, [] as readonly Reading[])).toHaveLength(150);
  const workers = Array.from({ length: 10_000 }, (_, i) => testRow({ id: `${i}` }));
  const wide = { t: 0, workers, afterGap: false };
  const kept = Array.from({ length: 20 }, () => wide).reduce(
    appendReading,
    [] as readonly Reading[],
  );
  expect(kept).toHaveLength(6);
});
