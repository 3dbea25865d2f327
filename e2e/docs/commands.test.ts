import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { $ } from "bun";
import { type DevHost, startHost } from "../../dev/host.ts";
import { scripts, version } from "../../package.json";
import { root } from "../../scripts/root.ts";
import { commandsIn, documents } from "./documents.ts";
import { NOT_RUN, RUN } from "./exceptions.ts";

const commands = documents().flatMap(commandsIn);
const texts = [...new Set(commands.map(({ text }) => text))];
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 100 });
});
afterAll(() => host.stop());

/** Runs a command against the embedded host instead of the one that it names. */
async function run(command: string) {
  const here = command.replace(/http:\/\/(localhost|buntime):8000/, host.url);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  const child = $`bash -c ${here}`.cwd(root).env(env).nothrow().quiet();
  const { exitCode, stdout, stderr } = await child;
  return { exitCode, output: String(stdout), errors: String(stderr) };
}

/** Exit statuses of curl: done, or cut off by `--max-time`, which only the feed's command has. */
const DONE = (command: string) => (command.includes("--max-time") ? 28 : 0);

const beginsWithOneOf = (beginnings: readonly string[]) => (text: string) =>
  beginnings.some((beginning) => text.startsWith(beginning));

describe("the commands in the documents", () => {
  const beginnings = [...RUN, ...Object.keys(NOT_RUN)];

  test.each(texts.filter(beginsWithOneOf(RUN)))("%s works", async (command) => {
    const { exitCode, output, errors } = await run(command);
    expect(exitCode, output + errors).toBe(DONE(command));
    expect(output.length).toBeGreaterThan(0);
    expect(output).not.toContain('"error"');
  });

  test("are run here, or listed with a reason", () => {
    const isListed = beginsWithOneOf(beginnings);
    expect(texts.filter((text) => !isListed(text))).toEqual([]);
  });

  test("name existing scripts, files and options", () => {
    const faults = commands.map(({ file, text }) => [file, text, faultOf(text)]);
    expect(faults.filter(([, , fault]) => fault !== "")).toEqual([]);
  });

  test("that are listed exist", () => {
    const isThere = (beginning: string) => texts.some((text) => text.startsWith(beginning));
    expect(beginnings.filter((beginning) => !isThere(beginning))).toEqual([]);
  });

  test("upload the archive that bun run package writes", async () => {
    const [, word = ""] = /file=@("[^"]+")/.exec(texts.join("\n")) ?? [];
    const { output } = await run("bun run package");
    const archive = (await run(`printf %s ${word}`)).output;
    expect(archive).toBe(`build/buntime-plugin-metrics-${version}.tgz`);
    expect(output).toContain(archive);
    expect(existsSync(join(root, archive))).toBeTrue();
  });
});

const usages = new Map<string, string>();

/** What is wrong with a command of this repository, judged by its script's `--help`; empty if nothing is. */
function faultOf(command: string): string {
  const [program, ...rest] = command.split(/\s+/);
  // The page's `cd` leads to the kit.
  if (program === "promtool")
    return missing(
      rest.filter((word) => word.endsWith(".yml")),
      "monitoring",
    );
  if (program !== "bun") return "";
  const [first = "", second = ""] = rest;
  if (first === "test") return missing([second]);
  if (first === "audit") return "";
  if (first.endsWith(".ts")) return missing([first]) || faultOfOptions(first, rest);
  const name = first === "run" ? second : first;
  if (!Object.hasOwn(scripts, name)) return `script ${name} does not exist`;
  // The last file that a script runs; none for a tool's own command.
  const files = [...scripts[name as keyof typeof scripts].matchAll(/bun ([\w./-]+\.ts)/g)];
  return faultOfOptions(files.at(-1)?.[1] ?? "", rest);
}

function missing(paths: readonly string[], folder = ""): string {
  const none = paths.filter((path) => !existsSync(join(root, folder, path)));
  return none.length === 0 ? "" : `${none.join()} does not exist`;
}

function faultOfOptions(entry: string, given: readonly string[]): string {
  const options = given.filter((argument) => argument.startsWith("--"));
  // The names in a list of choices are in the usage too.
  const chosen = given.flatMap((argument, i) =>
    given[i - 1] === "--only" ? argument.split(",") : [],
  );
  const used = [...options, ...chosen];
  if (used.length === 0) return "";
  if (entry === "") return `${options} of a script that has no usage`;
  const unknown = used.filter(
    (word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(usageOf(entry)),
  );
  return unknown.length === 0 ? "" : `${entry} --help does not know ${unknown.join(", ")}`;
}

function usageOf(entry: string): string {
  const known = usages.get(entry);
  if (known !== undefined) return known;
  const { exitCode, stdout } = Bun.spawnSync([process.execPath, entry, "--help"], { cwd: root });
  if (exitCode !== 0) throw new Error(`${entry} --help ends with ${exitCode}`);
  usages.set(entry, String(stdout));
  return String(stdout);
}
