import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../../fixtures/fuzz.ts";
import { TextBuffer } from "./text-buffer.ts";

const written = (value: number) => {
  const buffer = new TextBuffer();
  buffer.putNumber(value);
  return new TextDecoder().decode(buffer.since(0));
};

describe("a number is written as JavaScript writes it", () => {
  test.each([
    0,
    -0,
    9,
    10,
    99,
    100,
    1_000_000,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 53 - 1,
    -1,
    -10,
  ])("%p", (value) => expect(written(value)).toBe(String(value)));

  test.each([0.1, 1 / 3, 1e-7, 1e21, 86_401.123, -1.5, NaN, Infinity])("%p", (value) =>
    expect(written(value)).toBe(String(value)),
  );

  test("whatever it is", () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.nat());
    const property = fc.property(number, (value) => expect(written(value)).toBe(String(value)));
    fc.assert(property, runs(100));
  });
});

test("a text longer than the memory so far comes out whole", () => {
  const buffer = new TextBuffer();
  const piece = Buffer.from("é, twice over: é\n");
  for (let index = 0; index < 5000; index++) buffer.put(piece);
  expect(buffer.length).toBe(5000 * piece.length);
  expect(Buffer.from(buffer.since(0)).toString()).toBe(piece.toString().repeat(5000));
});

test("it grows for a piece that is longer than twice the memory, and for a number at the edge", () => {
  const buffer = new TextBuffer();
  const long = Buffer.alloc(100_000, "x");
  buffer.put(long);
  for (let index = 0; index < 2000; index++) buffer.putNumber(1e-7 / 3);
  const text = Buffer.from(buffer.since(long.length)).toString();
  expect(text).toBe(String(1e-7 / 3).repeat(2000));
});

test("begun anew, it holds nothing of the text before", () => {
  const buffer = new TextBuffer();
  buffer.put(Buffer.from("a long text"));
  buffer.clear();
  buffer.putNumber(7);
  expect(Buffer.from(buffer.since(0)).toString()).toBe("7");
});
