import { parse } from "yaml";

/** What a JSON schema takes from an OpenAPI 3.1 document. */
interface OpenApi {
  info: { title: string; version: string };
  components: { schemas: Record<string, unknown> };
}

/**
 * The schemas of an OpenAPI 3.1 document as one file of JSON Schema 2020-12, by name below `$defs`, for validators
 * that know no OpenAPI: `#/$defs/StatsResponse`. OpenAPI 3.1 takes its schemas from that dialect, so only the
 * references between them change.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#schema-object
 */
export function schemaFile(openApi: string): string {
  const { info, components }: OpenApi = parse(openApi);
  const $schema = "https://json-schema.org/draft/2020-12/schema";
  const title = `${info.title} ${info.version}`;
  const schema = JSON.stringify({ $schema, title, $defs: components.schemas }, null, 2);
  return `${schema.replaceAll('"#/components/schemas/', '"#/$defs/')}\n`;
}
