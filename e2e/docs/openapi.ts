import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { root } from "../../scripts/root.ts";

/** A JSON schema without references. */
export interface Schema {
  type?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  examples?: unknown[];
}

interface DocumentedResponse {
  headers?: Record<string, { required?: boolean; schema: Schema }>;
  content?: Record<string, { schema: Schema }>;
}

/** The methods that are operations. */
const METHODS = ["get", "head"] as const;
/** One of them. */
type Method = (typeof METHODS)[number];

interface Reference {
  info: { version: string };
  paths: Record<string, Record<Method, { responses: Record<string, DocumentedResponse> }>>;
  components: { schemas: Record<string, Schema> };
}

const validator = new Validator();
/** Whether docs/openapi.yaml is valid by OpenAPI's own schema. */
export const validity = await validator.validate(
  readFileSync(join(root, "docs", "openapi.yaml"), "utf8"),
);
/** Its version of OpenAPI. */
export const openApiVersion = validator.version;
/** The HTTP reference, docs/openapi.yaml, with its references resolved. */
export const reference = validator.resolveRefs() as unknown as Reference;

const ajv = new Ajv2020({ strict: false, allErrors: true });
// CommonJS seen from a module: its default is the module itself.
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

/** Headers that the host and its server add to any response; the type of the body is compared with the body. */
const OF_THE_HOST = ["connection", "content-length", "content-type", "date", "transfer-encoding"];

/** A schema of the reference by its name. */
export function schemaOf(name: string): Schema {
  const schema = reference.components.schemas[name];
  if (schema === undefined) throw new Error(`schema ${name} does not exist`);
  return schema;
}

/** The errors of a value by a schema or its name; empty if there are none. */
export function errorsOf(schema: Schema | string, value: unknown): string {
  const validate = ajv.compile(typeof schema === "string" ? schemaOf(schema) : schema);
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

/** Compares responses with the reference, and records which of them occurred. */
export class DocumentedResponses {
  readonly #met = new Set<string>();

  /** Documented responses, as `method path status`, that did not occur. */
  get notMet(): string[] {
    const all = Object.entries(reference.paths).flatMap(([path, operations]) =>
      METHODS.flatMap((method) =>
        Object.keys(operations[method].responses).map((status) => `${method} ${path} ${status}`),
      ),
    );
    return all.filter((response) => !this.#met.has(response));
  }

  /** Expects status, headers, type and body to be as documented, and no other header. */
  async expect(method: Method, path: string, response: Response): Promise<void> {
    const what = `${method} ${path} ${response.status}`;
    const documented = reference.paths[path]?.[method].responses[String(response.status)];
    if (documented === undefined) throw new Error(`${what} is not documented`);
    this.#met.add(what);
    const { headers = {}, content = {} } = documented;
    for (const [name, { required, schema }] of Object.entries(headers)) {
      const value = response.headers.get(name);
      if (required || value !== null) expect(errorsOf(schema, value), name).toBe("");
    }
    const known = [...Object.keys(headers), ...OF_THE_HOST];
    const others = [...response.headers.keys()].filter((name) => !known.includes(name));
    if (!("text/html" in content)) expect(others, what).toEqual([]);
    if (Object.keys(content).length === 0) return expect(await response.text()).toBe("");
    expect(method).toBe("get");
    const given = response.headers.get("content-type") ?? "";
    const type = given.replace(/^(application\/json|text\/html);.*/, "$1");
    expect(Object.keys(content)).toContain(type);
    if (type === "text/event-stream") return response.body?.cancel();
    const body = type === "application/json" ? await response.json() : await response.text();
    expect(errorsOf(content[type]?.schema ?? {}, body)).toBe("");
  }
}
