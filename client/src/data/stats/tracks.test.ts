import { expect, test } from "bun:test";
import { madeUp } from "./testRows.ts";
import { extendTrack, LONGEST_TRACK, remember, type StatsMoment, trackOf } from "./tracks.ts";

const moment = (t: number, ...ids: string[]): StatsMoment => ({
  t,
  workers: ids.map((id) => madeUp({ id, requests: t })),
  broken: false,
});

test("a worker's track begins with what the page has seen of it", () => {
  const track = trackOf("a", [moment(1, "a", "b"), moment(2, "b"), moment(3, "a")]);
  expect(track.points.map(({ t }) => t)).toEqual([1, 3]);
  expect(track.goneAt).toBeNull();
});

test("it is gone from the first answer without it, and not when it was never seen", () => {
  const track = trackOf("a", [moment(1, "a"), moment(2), moment(3)]);
  expect(track.goneAt).toBe(2);
  expect(trackOf("z", [moment(1, "a")]).goneAt).toBeNull();
  expect(extendTrack(track, moment(4, "a")).goneAt).toBeNull();
});

test("a point tells whether an answer was missed before it, or had no row of the worker", () => {
  const rested = { ...moment(3, "a"), broken: true };
  const away = { ...moment(6), broken: true };
  const seen = [moment(1, "a"), moment(2, "a"), rested, moment(4), moment(5, "a"), away];
  const track = trackOf("a", [...seen, moment(7, "a"), moment(8, "a")]);
  expect(track.points.filter(({ broken }) => broken).map(({ t }) => t)).toEqual([3, 5, 7]);
});

const ended = (t: number): StatsMoment => ({
  t,
  workers: [madeUp({ id: "a", state: "terminated" })],
  broken: false,
});

test("it is gone when its row says that it has ended, and not anew when the row leaves", () => {
  const track = trackOf("a", [moment(1, "a"), ended(2), ended(3)]);
  expect(track.goneAt).toBe(2);
  expect(track.points.at(-1)?.row.state).toBe("terminated");
  expect(extendTrack(track, moment(4)).goneAt).toBe(2);
  expect(extendTrack(track, moment(4, "a")).goneAt).toBeNull();
});

test("one that had ended before it was watched is not gone", () => {
  expect(trackOf("a", [ended(1), ended(2), moment(3)]).goneAt).toBeNull();
});

test("a track and the memory of answers are bounded", () => {
  const long = Array.from({ length: 500 }, (_, t) => moment(t, "a"));
  expect(trackOf("a", long).points).toHaveLength(LONGEST_TRACK);
  expect(long.reduce(remember, [] as readonly StatsMoment[])).toHaveLength(150);
  const workers = Array.from({ length: 10_000 }, (_, i) => madeUp({ id: `${i}` }));
  const wide = { t: 0, workers, broken: false };
  const kept = Array.from({ length: 20 }, () => wide).reduce(
    remember,
    [] as readonly StatsMoment[],
  );
  expect(kept).toHaveLength(6);
});
