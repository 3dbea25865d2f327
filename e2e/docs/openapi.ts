import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { root } from "../../scripts/root.ts";

type Schema = Record<string, unknown>;

interface Ref {
  $ref: string;
}

/** One documented header. */
interface DocumentedHeader {
  required?: boolean;
  schema: Schema;
}

/** One documented answer, with its headers at hand. */
export interface DocumentedResponse {
  headers: Record<string, DocumentedHeader>;
  content: Record<string, { schema: Schema }>;
}

interface Response {
  headers?: Record<string, Ref | DocumentedHeader>;
  content?: Record<string, { schema: Schema }>;
}

/** The methods that are operations. */
const METHODS = ["get", "head"] as const;
/** One of them. */
export type Method = (typeof METHODS)[number];

interface Document {
  info: { version: string };
  paths: Record<string, Record<Method, { responses: Record<string, Ref | Response> }>>;
  components: {
    headers: Record<string, DocumentedHeader>;
    responses: Record<string, Response>;
    schemas: Record<string, Schema>;
  };
}

/** The HTTP reference, as it stands in docs/openapi.yaml. */
export class OpenApi {
  readonly document: Document = parse(readFileSync(join(root, "docs", "openapi.yaml"), "utf8"));
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor() {
    // CommonJS seen from a module: its default is the module itself.
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv);
    this.#ajv.addSchema({ $id: "openapi", components: this.document.components });
  }

  /** All documented responses as `method path status`. */
  get answers(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      METHODS.flatMap((method) =>
        Object.keys(operations[method].responses).map((status) => `${method} ${path} ${status}`),
      ),
    );
  }

  /** What is documented of one answer. */
  response(method: Method, path: string, status: number): DocumentedResponse {
    const found = this.document.paths[path]?.[method].responses[String(status)];
    if (found === undefined) throw new Error(`${method} ${path} ${status} is not documented`);
    const { headers = {}, content = {} } = this.#resolved(
      found,
      this.document.components.responses,
    );
    const resolved = Object.entries(headers).map(([name, header]) => [
      name,
      this.#resolved(header, this.document.components.headers),
    ]);
    return { headers: Object.fromEntries(resolved), content };
  }

  /** What is wrong with a value by a schema of the document; empty when nothing is. */
  errors(schema: Schema, value: unknown): string {
    const validate: ValidateFunction = this.#ajv.compile(absolute(schema));
    return validate(value) ? "" : this.#ajv.errorsText(validate.errors);
  }

  /** What is wrong with a value by a named schema; empty when nothing is. */
  errorsOf(name: string, value: unknown): string {
    return this.errors({ $ref: `#/components/schemas/${name}` }, value);
  }

  #resolved<T extends object>(value: T | Ref, among: Record<string, T>): T {
    if (!("$ref" in value)) return value;
    const target = among[value.$ref.split("/").at(-1) ?? ""];
    if (target === undefined) throw new Error(`nothing is at ${value.$ref}`);
    return target;
  }
}

/** The schema with references that also hold outside of the document. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
}
