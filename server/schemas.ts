import * as v from "valibot";

/*
 * Schemas of options and parameters, whose message is what is wanted, in words. Of valibot's schemas `custom` is enough:
 * those with a check and a message for each type are 5 kB of the bundle.
 */

/** One of the values. */
export function oneOf<const T>(values: readonly T[], wanted: string) {
  return v.custom<T>((value) => values.some((one) => one === value), wanted);
}

/** Text that the pattern matches. */
export function matching(pattern: RegExp, wanted: string) {
  return v.custom<string>((value) => typeof value === "string" && pattern.test(value), wanted);
}

/** A parameter that the pattern matches, as a number; it may be absent. */
export function numberIn(pattern: RegExp, wanted: string) {
  return v.optional(v.pipe(matching(pattern, wanted), v.transform(Number)));
}

/** A rejected value as a console shows it, shortened to fit into a message. */
export function show(value: unknown): string {
  // Deeper, a manifest whose aliases repeat each other's lists would take gigabytes.
  const text = Bun.inspect(value, { compact: true, depth: 1 });
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
