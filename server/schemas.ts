import * as v from "valibot";

/*
 * Schemas of options. Errors say what is wanted in words of their own, so that of valibot's schemas `custom` is
 * enough: those with a check and a message for each type are 5 kB of the bundle.
 */

/** One of the values. */
export function oneOf<const T>(values: readonly T[]): v.CustomSchema<T, undefined> {
  return v.custom<T>((value) => values.some((one) => one === value));
}

/** Text that the pattern matches. */
export function matching(pattern: RegExp): v.CustomSchema<string, undefined> {
  return v.custom<string>((value) => typeof value === "string" && pattern.test(value));
}

/** A parameter that the pattern matches, as a number; it may be absent. */
export function numberIn(pattern: RegExp) {
  return v.optional(v.pipe(matching(pattern), v.transform(Number)));
}
