/**
 * Figures from outside, made safe: what isn't a finite number of at least 0 is not a figure.
 * Large ones stop at `Number.MAX_SAFE_INTEGER`, so that sums of them stay finite.
 */

/** A whole number of things, or `undefined`. */
export function count(value: unknown): number | undefined {
  const number = measure(value);
  return number === undefined ? undefined : Math.floor(number);
}

/** A quantity with a fraction, or `undefined`. */
export function measure(value: unknown): number | undefined {
  if (typeof value !== "number" || !(value >= 0 && value < Infinity)) return undefined;
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}

/** Milliseconds as seconds with at most 3 decimals, or `undefined`. */
export function seconds(milliseconds: unknown): number | undefined {
  const number = measure(milliseconds);
  return number === undefined ? undefined : Math.round(number) / 1000;
}

/** Text that is valid Unicode and not empty, or `undefined`. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.toWellFormed() : undefined;
}

/** The name of an app by its key: valid Unicode, and something to read even for an empty key. */
export function appName(key: unknown): string {
  return text(key) ?? "(unnamed)";
}

/** An object that is neither an array nor a promise, or `undefined`. */
export function record(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return value instanceof Promise ? undefined : (value as Record<string, unknown>);
}

/** A record written as a literal, or `undefined`: no `Map` or other class instance, no iterable, no thenable. */
export function plainRecord(value: unknown): Record<string, unknown> | undefined {
  const object = record(value);
  if (!object || typeof object.then === "function" || Symbol.iterator in object) return undefined;
  const prototype = Object.getPrototypeOf(object);
  // The prototype of a literal of any realm has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null ? object : undefined;
}

/** The result of `read`, or `undefined` if it throws. Too slow for the parts of each worker: they have a try of their own. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A copy of a record, so that getters run here and nowhere else; `undefined` if it is none or one throws. */
export function copyOf(value: unknown): Record<string, unknown> | undefined {
  try {
    const object = record(value);
    return object && { ...object };
  } catch {
    return undefined;
  }
}

/** An object with the one field, or without it if the value is `undefined`. */
export function optional<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: T });
}

/** Returns its argument. A promise's rejection is ignored: unhandled, it could end the host's process. */
export function ignoreRejection(value: unknown): unknown {
  if (value instanceof Promise) value.catch(() => {});
  return value;
}
