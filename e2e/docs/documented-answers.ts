import { expect } from "bun:test";
import type { Method, OpenApi } from "./openapi.ts";

/** Headers that the host and its server add to any answer; the type of the body stands with the body. */
const OF_THE_HOST = [
  "connection",
  "content-length",
  "content-type",
  "date",
  "transfer-encoding",
  "x-request-id",
];

/** Compares answers with what is documented of them, and keeps which were met. */
export class DocumentedAnswers {
  readonly #api: OpenApi;
  readonly #met = new Set<string>();

  constructor(api: OpenApi) {
    this.#api = api;
  }

  /** Documented answers that none of those that came was. */
  get notMet(): string[] {
    return this.#api.answers.filter((answer) => !this.#met.has(answer));
  }

  /** Expects status, headers, type and body to be as documented, and no header besides. */
  async expect(method: Method, path: string, response: Response): Promise<void> {
    const { headers, content } = this.#api.response(method, path, response.status);
    const what = `${method} ${path} ${response.status}`;
    this.#met.add(what);
    for (const [name, { required, schema }] of Object.entries(headers)) {
      const value = response.headers.get(name);
      if (required || value !== null) expect(this.#api.errors(schema, value), name).toBe("");
    }
    const known = [...Object.keys(headers), ...OF_THE_HOST];
    const others = [...response.headers.keys()].filter((name) => !known.includes(name));
    if (!("text/html" in content)) expect(others, what).toEqual([]);
    await this.#expectBody(method, content, response);
  }

  async #expectBody(
    method: Method,
    content: Record<string, { schema: Record<string, unknown> }>,
    response: Response,
  ): Promise<void> {
    if (Object.keys(content).length === 0) return expect(await response.text()).toBe("");
    expect(method).toBe("get");
    const given = response.headers.get("content-type") ?? "";
    const type = given.replace(/^(application\/json|text\/html);.*/, "$1");
    expect(Object.keys(content)).toContain(type);
    const schema = content[type]?.schema ?? {};
    if (type === "text/event-stream") return response.body?.cancel();
    const body = type === "application/json" ? await response.json() : await response.text();
    expect(this.#api.errors(schema, body)).toBe("");
  }
}
