import * as v from "valibot";

/*
 * Schemas of options and parameters; the message of each is the expected value in words. They only use valibot's
 * `custom`: its schemas by type, each with its own message, would add 5 kB to the bundle.
 */

/** One of the values. */
export function oneOf<const T>(values: readonly T[], expected: string) {
  return v.custom<T>((value) => values.some((one) => one === value), expected);
}

/** A string that matches the pattern. */
export function matching(pattern: RegExp, expected: string) {
  return v.custom<string>((value) => typeof value === "string" && pattern.test(value), expected);
}

/** An optional parameter that matches the pattern, as a number. */
export function numberIn(pattern: RegExp, expected: string) {
  return v.optional(v.pipe(matching(pattern, expected), v.transform(Number)));
}

/** A rejected value as a console prints it, shortened to fit into a message. */
export function show(value: unknown): string {
  // Deeper, a manifest whose aliases repeat each other's lists would take gigabytes.
  const text = Bun.inspect(value, { compact: true, depth: 1 });
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
