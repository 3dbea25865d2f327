import * as v from "valibot";
import { show } from "./schemas.ts";

/** An invalid query; the message names the expected and the actual value. */
export class BadQuery extends Error {
  override name = "BadQuery";
}

/**
 * Checks the parameters of a schema; others are ignored.
 *
 * @throws BadQuery on a value that the schema rejects, and on a repeated parameter.
 */
export function parseQuery<const E extends v.ObjectEntries>(
  schema: v.ObjectSchema<E, undefined>,
  params: URLSearchParams,
): v.InferOutput<v.ObjectSchema<E, undefined>> {
  const given = Object.keys(schema.entries).flatMap((name) => {
    const values = params.getAll(name);
    return values.length === 0 ? [] : [[name, values.length > 1 ? values : values[0]]];
  });
  const result = v.safeParse(schema, Object.fromEntries(given));
  if (result.success) return result.output;
  const [{ path, input, message }] = result.issues;
  throw new BadQuery(
    Array.isArray(input)
      ? `"${path?.[0].key}" must be given only once, got ${show(input[1])}`
      : `"${path?.[0].key}" must be ${message}, got ${show(input)}`,
  );
}
