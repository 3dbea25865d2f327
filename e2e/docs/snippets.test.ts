import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { parse } from "yaml";
import { type DevHost, startHost } from "../../dev/host.ts";
import { parseConfig } from "../../server/config.ts";
import { FeedSocket } from "../soak/feed-socket.ts";
import { CHECKED_ELSEWHERE } from "./exceptions.ts";
import { OpenApi } from "./openapi.ts";
import { documents, type Snippet, snippetsOf } from "./snippets.ts";

const BODIES = ["MetricsResponse", "StatsResponse", "ActivityResponse", "ErrorResponse"];

const api = new OpenApi();
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

describe("the blocks in the documents", () => {
  test.each(named("json"))("%s is a body that the HTTP reference knows", (_, { text }) => {
    const body: unknown = JSON.parse(text);
    expect(BODIES.filter((name) => api.errorsOf(name, body) === "").length).toBe(1);
  });

  test.each(named("yaml", "yml"))("%s is YAML, and options in it are taken", (_, { text }) => {
    const value = parse(text);
    expect(value).toBeObject();
    if (value.name === "@buntime/plugin-metrics") parseConfig(value);
  });

  test.each(named("ts", "js"))("%s does on real events what it says", async (_, snippet) => {
    expect(await linesOf(snippet)).toEqual([
      expect.stringMatching(/^util \d+\.\d%$/),
      expect.stringMatching(/^\d+ requests$/),
    ]);
  });

  test("are of languages that are looked at", () => {
    const known = ["", "sh", "json", "yaml", "yml", "ts", "js", ...Object.keys(CHECKED_ELSEWHERE)];
    const others = snippets.filter(({ language }) => !known.includes(language));
    expect(others.map(({ file, line, language }) => `${file}:${line} ${language}`)).toEqual([]);
  });
});

/** An `EventSource` that is told its events by hand. */
class Source extends EventTarget {
  static last: Source | undefined;
  onmessage?(event: MessageEvent): void;

  constructor() {
    super();
    Source.last = this;
  }
}

/** What a snippet logs of the feed's first two events. */
async function linesOf({ text }: Snippet): Promise<string[]> {
  const lines: string[] = [];
  const code = new Bun.Transpiler({ loader: "ts" }).transformSync(text);
  const play = new Function("EventSource", "console", code);
  play(Source, { log: (line: string) => lines.push(line) });
  for (const { event, data } of (await firstEvents()).slice(0, 2)) {
    const message = new MessageEvent(event, { data });
    if (event === "message") Source.last?.onmessage?.(message);
    else Source.last?.dispatchEvent(message);
  }
  return lines;
}

async function firstEvents(): Promise<FeedSocket["parser"]["events"]> {
  const client = await FeedSocket.open(`${host.url}${host.base}`);
  while (client.parser.events.length < 2) await Bun.sleep(5);
  client.leave();
  return client.parser.events;
}
