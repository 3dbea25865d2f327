/** Whether a value from the state of any version has a type. A schema library would double this code. */
export type Guard<T> = (value: unknown) => value is T;

/** The type that a guard checks for. */
export type Guarded<G> = G extends Guard<infer T> ? T : never;

/** A count or a sum. */
export const amount: Guard<number> = (value): value is number =>
  typeof value === "number" && value >= 0 && value < Infinity;

export const text: Guard<string> = (value) => typeof value === "string";

export const flag: Guard<boolean> = (value) => typeof value === "boolean";

export const anything: Guard<unknown> = (_): _ is unknown => true;

/** One of the host's own objects, such as a worker: the only part of a state that isn't plain data. */
export const hostObject: Guard<object> = (value) => typeof value === "object" && value !== null;

export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || guard(value);
}

export function listOf<T>(guard: Guard<T>): Guard<T[]> {
  return (value) => Array.isArray(value) && value.every(guard);
}

/** An object with at least these fields. */
export function shape<T extends object>(guards: { [K in keyof T]: Guard<T[K]> }): Guard<T> {
  const fields = Object.entries<Guard<unknown>>(guards);
  return (value): value is T =>
    hostObject(value) && fields.every(([name, guard]) => guard(Reflect.get(value, name)));
}
