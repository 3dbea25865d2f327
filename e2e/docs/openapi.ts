import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { root } from "../../scripts/root.ts";

type Schema = Record<string, unknown>;

/** One documented answer. */
export interface DocumentedResponse {
  headers?: Record<string, { required?: boolean; schema: Schema }>;
  content?: Record<string, { schema: Schema }>;
}

interface Document {
  info: { version: string };
  paths: Record<string, { get: { responses: Record<string, Ref | DocumentedResponse> } }>;
  components: { responses: Record<string, DocumentedResponse>; schemas: Record<string, Schema> };
}

interface Ref {
  $ref: string;
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

  /** All documented answers as `path status`. */
  get answers(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, { get }]) =>
      Object.keys(get.responses).map((status) => `${path} ${status}`),
    );
  }

  /** What is documented of one answer. */
  response(path: string, status: number): DocumentedResponse {
    const found = this.document.paths[path]?.get.responses[String(status)];
    if (found === undefined) throw new Error(`${path} ${status} is not documented`);
    if (!("$ref" in found)) return found;
    const response = this.document.components.responses[found.$ref.split("/").at(-1) ?? ""];
    if (response === undefined) throw new Error(`nothing is at ${found.$ref}`);
    return response;
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
}

/** The schema with references that also hold outside of the document. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
}
