/** Items in an order, with those that have left it. */
export interface Arranged<T> {
  items: readonly T[];
  /** Keys of items that are only there to keep their place. */
  gone: ReadonlySet<string>;
}

/**
 * Keeps the order of before while somebody points at it: what stays keeps its place with its new
 * values, what has left keeps it with its last ones, and what is new comes at the end.
 */
export function arrange<T>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string,
): Arranged<T> {
  const fresh = new Map(now.map((item) => [keyOf(item), item]));
  const gone = new Set<string>();
  const kept = before.map((item) => {
    const key = keyOf(item);
    const next = fresh.get(key);
    if (next === undefined) gone.add(key);
    fresh.delete(key);
    return next ?? item;
  });
  return { items: [...kept, ...fresh.values()], gone };
}
