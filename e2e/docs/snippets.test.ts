import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { parse } from "yaml";
import { type DevHost, startHost } from "../../dev/host.ts";
import { parseConfig } from "../../server/config.ts";
import { EventStream } from "../../testing/event-stream.ts";
import { documents, type Snippet, snippetsOf } from "./documents.ts";
import { CHECKED_ELSEWHERE } from "./exceptions.ts";
import { errorsOf, reference } from "./openapi.ts";

/** The reference's schemas of whole bodies, of which a body fits one. */
const BODIES = Object.keys(reference.components.schemas).filter((name) =>
  name.endsWith("Response"),
);

const snippets = documents().flatMap(snippetsOf);
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 100 });
});
afterAll(() => host.stop());

const named = (...languages: string[]) =>
  snippets
    .filter(({ language }) => languages.includes(language))
    .map((snippet) => [`${snippet.file}:${snippet.line}`, snippet] as const);

const plain = (beginning: string) => named("").filter(([, { text }]) => text.startsWith(beginning));

describe("the blocks in the documents", () => {
  test.each(named("json"))("%s is a body of the HTTP reference", (_, { text }) => {
    const body: unknown = JSON.parse(text);
    expect(BODIES.filter((name) => errorsOf(name, body) === "").length).toBe(1);
  });

  test.each(named("yaml", "yml"))("%s is YAML with valid options", (_, { text }) => {
    const value = parse(text);
    expect(value).toBeObject();
    if (value.name === "@buntime/plugin-metrics") parseConfig(value);
  });

  test.each(plain("# HELP "))("%s is the beginning of the exposition", async (_, { text }) => {
    const response = await fetch(`${host.url}${host.base}/api/metrics/prometheus`);
    expect(withoutValues(await response.text())).toStartWith(withoutValues(text));
  });

  test.each(plain("retry: "))(
    "%s has the feed's first events, and both are of the HTTP reference",
    async (_, { text }) => {
      const shown = new EventStream();
      shown.push(`${text}\n`);
      const sent = await firstEvents();
      const names = (stream: EventStream) => stream.events.slice(0, 2).map(({ event }) => event);
      expect([shown.retry, ...names(shown)]).toEqual([sent.retry, ...names(sent)]);
      for (const { event, data } of [...shown.events, ...sent.events]) {
        const schema = event === "message" ? "MetricsResponse" : "ActivityResponse";
        expect(errorsOf(schema, JSON.parse(data))).toBe("");
      }
    },
  );

  test.each(named("ts", "js"))(
    "%s logs the documented output for real events",
    async (_, snippet) => {
      expect(await linesOf(snippet)).toEqual([
        expect.stringMatching(/^util \d+\.\d%$/),
        expect.stringMatching(/^\d+ requests$/),
      ]);
    },
  );

  test("are of languages that are checked", () => {
    const known = ["", "sh", "json", "yaml", "yml", "ts", "js", ...Object.keys(CHECKED_ELSEWHERE)];
    const others = snippets.filter(({ language }) => !known.includes(language));
    expect(others.map(({ file, line, language }) => `${file}:${line} ${language}`)).toEqual([]);
  });
});

/** What a snippet logs of the feed's first two events, from an `EventSource` that receives them from the test. */
async function linesOf({ text }: Snippet): Promise<string[]> {
  const lines: string[] = [];
  const source: EventTarget & { onmessage?(event: MessageEvent): void } = new EventTarget();
  const code = new Bun.Transpiler({ loader: "ts" }).transformSync(text);
  const play = new Function("EventSource", "console", code);
  const Given = new Proxy(EventTarget, { construct: () => source });
  play(Given, { log: (line: string) => lines.push(line) });
  for (const { event, data } of (await firstEvents()).events.slice(0, 2)) {
    const message = new MessageEvent(event, { data });
    if (event === "message") source.onmessage?.(message);
    else source.dispatchEvent(message);
  }
  return lines;
}

/** The feed's first two events. */
async function firstEvents(): Promise<EventStream> {
  const stream = new EventStream();
  const { body } = await fetch(`${host.url}${host.base}/api/metrics/sse`);
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    stream.push(decoder.decode(bytes, { stream: true }));
    if (stream.events.length >= 2) break;
  }
  return stream;
}

/** A text with every sample's value replaced by 0. */
function withoutValues(text: string): string {
  return text.replaceAll(/^(\w\S*) [\d.]+$/gm, "$1 0");
}
