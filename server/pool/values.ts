/**
 * Reads figures from outside safely: only finite numbers of at least 0 are accepted. Large ones are capped at
 * `Number.MAX_SAFE_INTEGER`, so that sums stay finite.
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

/** The name of an app by its key: valid Unicode, and never empty. */
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
  // The prototype of a literal, from any realm, has no prototype itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null ? object : undefined;
}

/** The result of `read`, or `undefined` if it throws. Too slow for each part of each worker, which use `try` themselves. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A copy of a record, so that getters only run here; `undefined` if it isn't a record or a getter throws. */
export function copyOf(value: unknown): Record<string, unknown> | undefined {
  try {
    const object = record(value);
    return object && { ...object };
  } catch {
    return undefined;
  }
}

/** An object with one field, or without it if the value is `undefined`. */
export function optional<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: T });
}

/** Returns its argument, ignoring a promise's rejection: unhandled, it could end the host's process. */
export function ignoreRejection(value: unknown): unknown {
  if (value instanceof Promise) value.catch(() => {});
  return value;
}
