import { describe, expect, test } from "bun:test";
import { expectOnPace, type Heard } from "./pace-at-rest.ts";

/** What is heard when it is listened once and again. */
function hearing(...all: Heard[]): () => Promise<Heard> {
  return async () => all.shift() ?? Promise.reject(new Error("listened too often"));
}
const heard = (...counts: number[]): Heard => ({ counts, due: 10.02 });

describe("the pace of the feed at rest", () => {
  test("is right with what is due, one more or one less", async () => {
    await expectOnPace(hearing(heard(9, 10, 11)));
  });

  test("is right when it was so once in three times", async () => {
    await expectOnPace(hearing(heard(7, 10), heard(10, 12), heard(10, 10)));
  });

  test.each([
    ["half of it", heard(5, 5)],
    ["four fifths of it", heard(8, 8)],
    ["half of it for one of them", heard(10, 10, 5, 10)],
    ["twice of it", heard(20, 20)],
    ["nothing", heard(0, 0)],
  ])("is wrong with %s three times", async (_, wrong) => {
    const { counts } = wrong;
    await expect(expectOnPace(hearing(wrong, wrong, wrong))).rejects.toThrow(
      `got ${Math.min(...counts)} to ${Math.max(...counts)} events where 10 were due`,
    );
  });
});
