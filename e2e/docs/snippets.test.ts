import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { type DevHost, startHost } from "../../dev/host.ts";
import { scripts } from "../../package.json";
import { root } from "../../scripts/root.ts";
import { parseConfig } from "../../server/config.ts";
import { FeedSocket } from "../soak/feed-socket.ts";
import { CHECKED_ELSEWHERE, HOST_ADMIN, NOT_RUN } from "./exceptions.ts";
import { OpenApi } from "./openapi.ts";
import { commandsOf, documents, type Snippet, snippetsOf } from "./snippets.ts";

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
const commands = named("sh").flatMap(([where, snippet]) =>
  commandsOf(snippet).map((command) => [where, command] as const),
);

/** Runs a command against the embedded host in place of the one that it names. */
async function run(command: string): Promise<{ exitCode: number; output: string }> {
  const here = command.replace(/http:\/\/(localhost|buntime):8000/, host.url);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  const child = Bun.spawn(["bash", "-c", here], { cwd: root, env, stdout: "pipe", stderr: "pipe" });
  const output = await new Response(child.stdout).text();
  return { exitCode: await child.exited, output };
}

/** Exit statuses of curl: done, and cut off by `--max-time`, which only the feed's command has. */
const DONE = (command: string) => (command.includes("--max-time") ? 28 : 0);

describe("the commands in the documents", () => {
  const isScript = (command: string) => /^bun run (?!conformance)[\w:-]+/.test(command);
  const isListed = (command: string) => command in NOT_RUN || HOST_ADMIN.test(command);
  const toRun = commands.filter(([, command]) => !isScript(command) && !isListed(command));

  test.each(toRun)(
    "%s: %s does what it should",
    async (_, command) => {
      const { exitCode, output } = await run(command);
      expect(exitCode, output).toBe(DONE(command));
      expect(output.length).toBeGreaterThan(0);
      expect(output).not.toContain('"error"');
    },
    60_000,
  );

  test.each(commands.filter(([, command]) => isScript(command)))(
    "%s: %s names a script",
    (_, command) => {
      expect(Object.keys(scripts)).toContain(command.split(" ")[2] ?? "");
    },
  );

  test.each(documents())(
    "those in the text of %s name a script or a file that there is",
    (file) => {
      const text = readFileSync(join(root, file), "utf8");
      for (const [, script = ""] of text.matchAll(/`bun run ([\w:-]+)/g)) {
        expect(Object.keys(scripts)).toContain(script);
      }
      for (const [, path = ""] of text.matchAll(/`bun ([\w./-]+\.ts)/g)) {
        expect(existsSync(join(root, path)), path).toBeTrue();
      }
    },
  );

  test("that are listed as not run are there", () => {
    const all = commands.map(([, command]) => command);
    expect(Object.keys(NOT_RUN).filter((command) => !all.includes(command))).toEqual([]);
  });
});

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
