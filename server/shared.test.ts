import { expect, test } from "bun:test";
import { SharedForTurn } from "./shared.ts";

test("readers of one turn get one value, those of the next a new one", async () => {
  let made = 0;
  const shared = new SharedForTurn(() => ++made);
  expect([shared.get(), shared.get(), await Promise.resolve().then(() => shared.get())]).toEqual([
    1, 1, 1,
  ]);
  await nextTurn();
  expect(shared.get()).toBe(2);
});

test("an error is shared like a value, and gone with the turn", async () => {
  const outcomes = [new Error("first"), new Error("second")];
  const shared = new SharedForTurn(() => {
    throw outcomes.shift();
  });
  expect(() => shared.get()).toThrow("first");
  expect(() => shared.get()).toThrow("first");
  await nextTurn();
  expect(() => shared.get()).toThrow("second");
});

test("a value that was dropped is not seen again", () => {
  let made = 0;
  const shared = new SharedForTurn(() => ++made);
  shared.get();
  shared.clear();
  expect(shared.get()).toBe(2);
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
