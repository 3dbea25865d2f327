import { type Option, readOptions, type Values } from "./options.ts";

/** An invalid query; the message has the expected and the actual value. */
export class BadQuery extends Error {
  override name = "BadQuery";
}

/**
 * Reads the parameters of a query; others than those are ignored.
 *
 * @throws BadQuery on a value that isn't accepted, and on a repeated parameter.
 */
export function parseQuery<O extends Record<string, Option<unknown>>>(
  options: O,
  params: URLSearchParams,
): Values<O> {
  const given = Object.keys(options).map((name) => {
    const values = params.getAll(name);
    return [name, values.length > 1 ? values : values[0]];
  });
  const { values, rejected } = readOptions(options, Object.fromEntries(given));
  const [first] = rejected;
  if (!first) return values;
  const { name, wanted, value } = first;
  throw new BadQuery(
    Array.isArray(value)
      ? `"${name}" may be given once, got ${show(value[1])}`
      : `"${name}" must be ${wanted}, got ${show(value)}`,
  );
}

function show(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 100).toWellFormed());
}
