/** An option of the plugin, or a parameter of a query. */
export interface Option<T> {
  /** The accepted values, in words. */
  wanted: string;
  /** The value; `undefined` if it isn't accepted. */
  read: (value: unknown) => T | undefined;
  /** Returns the part of a rejected value that is wrong. Default: all of it. */
  wrongIn?: (value: unknown) => unknown;
}

/** The values of those options that are given. */
export type Values<O> = { [N in keyof O]?: O[N] extends Option<infer T> ? T : never };

/** A value that isn't accepted. */
export interface Rejected {
  name: string;
  wanted: string;
  value: unknown;
}

/** Reads options by their names; others are ignored. */
export function readOptions<O extends Record<string, Option<unknown>>>(
  options: O,
  given: object,
): { values: Values<O>; rejected: Rejected[] } {
  const values: Record<string, unknown> = {};
  const rejected: Rejected[] = [];
  for (const [name, { wanted, read, wrongIn = all }] of Object.entries(options)) {
    const value: unknown = Reflect.get(given, name);
    if (value === undefined) continue;
    const result = read(value);
    if (result === undefined) rejected.push({ name, wanted, value: wrongIn(value) });
    else values[name] = result;
  }
  return { values: values as Values<O>, rejected };
}

function all(value: unknown): unknown {
  return value;
}

/** One of the values. */
export function oneOf<const T>(values: readonly T[], wanted: string): Option<T> {
  return { wanted, read: (value) => values.find((one) => one === value) };
}

/** Text that the pattern matches. */
export function matching(pattern: RegExp, wanted: string): Option<string> {
  return {
    wanted,
    read: (value) => (typeof value === "string" && pattern.test(value) ? value : undefined),
  };
}

/** Text that the pattern matches, as a number. */
export function numberIn(pattern: RegExp, wanted: string): Option<number> {
  return {
    wanted,
    read: (value) => (typeof value === "string" && pattern.test(value) ? Number(value) : undefined),
  };
}
