const ZERO = 48;
const POINT = 46;

/** Maximum length of a number's text, in bytes: a sign, 17 digits, a point, and zeros or an exponent. */
export const NUMBER_BYTES = 32;

/**
 * Writes a number to the beginning of `into` in JavaScript's format, which Go can read.
 *
 * Whole numbers below 2^31, and numbers below 10^9 with at most 6 decimals, are written without an intermediate string:
 * nearly all are. A number of at most 15 digits has only one text, so the result is the same.
 *
 * @param into - At least `NUMBER_BYTES` long.
 * @returns The number of bytes written.
 */
export function writeNumber(value: number, into: Uint8Array): number {
  if ((value | 0) === value && value >= 0) return writeWhole(value, into);
  const millionths = Math.round(value * 1e6);
  if (millionths / 1e6 === value && value > 0 && value < 1e9) {
    return writeMillionths(millionths, into);
  }
  const text = String(value);
  for (let at = 0; at < text.length; at++) into[at] = text.charCodeAt(at);
  return text.length;
}

function writeWhole(value: number, into: Uint8Array): number {
  let length = 1;
  for (let rest = value; rest >= 10; rest = (rest / 10) | 0) length++;
  let rest = value;
  for (let at = length - 1; at >= 0; at--) {
    const tens = (rest / 10) | 0;
    into[at] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return length;
}

function writeMillionths(value: number, into: Uint8Array): number {
  const whole = (value / 1e6) | 0;
  let at = writeWhole(whole, into);
  into[at++] = POINT;
  let rest = (value - whole * 1e6) | 0;
  for (let unit = 100_000; rest > 0; unit = (unit / 10) | 0) {
    const digit = (rest / unit) | 0;
    into[at++] = ZERO + digit;
    rest -= digit * unit;
  }
  return at;
}
