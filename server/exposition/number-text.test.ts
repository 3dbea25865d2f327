import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { runs } from "../../testing/fuzz.ts";
import { NUMBER_BYTES, writeNumber } from "./number-text.ts";

const bytes = new Uint8Array(NUMBER_BYTES);
const written = (value: number) =>
  Buffer.from(bytes.subarray(0, writeNumber(value, bytes))).toString();

describe("a number is written as JavaScript writes it", () => {
  const whole = [0, -0, 9, 10, 99, 100, 1_000_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1];
  test.each([...whole, -1, -10])("%p", (value) => expect(written(value)).toBe(String(value)));

  const millionths = [
    ...[0.000001, 0.00001, 0.01, 0.5, 1.25, 0.999999, 1.000001, 86_401.123, 2_147_483.648],
    ...[999_999_999.999999, 1_000_000_000.5, 2_147_483_648.000001],
  ];
  test.each([...millionths, -1.5])("%p", (value) => expect(written(value)).toBe(String(value)));

  test.each([1 / 3, 0.0005, 0.0004999, 1e-7, 5e-324, -1.7976931348623157e308, 1e21, NaN, Infinity])(
    "%p",
    (value) => expect(written(value)).toBe(String(value)),
  );

  test("whatever it is", () => {
    const decimals = fc.tuple(fc.nat(), fc.nat(6)).map(([value, shift]) => value / 10 ** shift);
    const number = fc.oneof(fc.double(), fc.integer(), fc.nat(), decimals);
    const property = fc.property(number, (value) => expect(written(value)).toBe(String(value)));
    fc.assert(property, runs(500));
  });
});
