import * as v from "valibot";

/** An invalid query; the message has the expected and the actual value. */
export class BadQuery extends Error {
  override name = "BadQuery";
}

/**
 * Checks the parameters that a schema names; others are ignored.
 *
 * @param wanted - The accepted values of each, in words.
 * @throws BadQuery on a value that the schema rejects, and on a repeated parameter.
 */
export function parseQuery<S extends v.GenericSchema>(
  schema: S,
  wanted: Readonly<Record<string, string>>,
  params: URLSearchParams,
): v.InferOutput<S> {
  const given = Object.keys(wanted).map((name) => {
    const values = params.getAll(name);
    return [name, values.length > 1 ? values : values[0]];
  });
  const result = v.safeParse(schema, Object.fromEntries(given));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const option = String(issue.path?.[0]?.key);
  const message = Array.isArray(issue.input)
    ? `"${option}" may be given once, got ${show(issue.input[1])}`
    : `"${option}" must be ${wanted[option]}, got ${show(issue.input)}`;
  throw new BadQuery(message);
}

function show(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 100).toWellFormed());
}
