import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type DevHost, startHost } from "../../dev/host.ts";
import { version } from "../../package.json";
import { root } from "../../scripts/root.ts";
import { commandsIn } from "./commands.ts";
import { NOT_RUN, RUN_ELSEWHERE } from "./exceptions.ts";
import { documents } from "./snippets.ts";
import { faultOf } from "./usage.ts";

const commands = documents().flatMap(commandsIn);
const texts = [...new Set(commands.map(({ text }) => text))];
let host: DevHost;

beforeAll(async () => {
  host = await startHost({ port: 0, quiet: true, sseInterval: 100 });
});
afterAll(() => host.stop());

/** Runs a command against the embedded host in place of the one that it names. */
async function run(command: string): Promise<{ exitCode: number; output: string; errors: string }> {
  const here = command.replace(/http:\/\/(localhost|buntime):8000/, host.url);
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  const child = Bun.spawn(["bash", "-c", here], { cwd: root, env, stdout: "pipe", stderr: "pipe" });
  const [output, errors] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { exitCode: await child.exited, output, errors };
}

/** Exit statuses of curl: done, and cut off by `--max-time`, which only the feed's command has. */
const DONE = (command: string) => (command.includes("--max-time") ? 28 : 0);

describe("the commands in the documents", () => {
  const isListed = (text: string) => text in NOT_RUN || text in RUN_ELSEWHERE;

  test.each(texts.filter((text) => !isListed(text)))(
    "%s does what it should",
    async (command) => {
      const { exitCode, output, errors } = await run(command);
      expect(exitCode, output + errors).toBe(DONE(command));
      expect(output.length).toBeGreaterThan(0);
      expect(output).not.toContain('"error"');
    },
    120_000,
  );

  test.each(commands.map(({ file, text }) => [file, text]))(
    "in %s, %s names a script, files and options that there are",
    (_, text) => expect(faultOf(text)).toBe(""),
  );

  test.each(Object.entries(RUN_ELSEWHERE))("%s is run by a test that there is", (_, elsewhere) => {
    const text = readFileSync(join(root, elsewhere.file), "utf8");
    expect(text).toContain(`"${elsewhere.test}"`);
  });

  test("that are listed as exceptions are there", () => {
    const listed = [...Object.keys(NOT_RUN), ...Object.keys(RUN_ELSEWHERE)];
    expect(listed.filter((text) => !texts.includes(text))).toEqual([]);
  });

  test("upload the archive that bun run package writes", async () => {
    const [, word = ""] = /file=@("[^"]+")/.exec(texts.join("\n")) ?? [];
    const { output } = await run("bun run package");
    const archive = (await run(`printf %s ${word}`)).output;
    expect(archive).toBe(`build/buntime-plugin-metrics-${version}.tgz`);
    expect(output).toContain(archive);
    expect(existsSync(join(root, archive))).toBeTrue();
  }, 120_000);
});

describe("a command that is not as its script says", () => {
  test.each([
    ["bun run sok", "there is no script sok"],
    ["bun run soak --plant", "e2e/soak/main.ts --help does not know --plant"],
    ["bun run check --only lint,typos", "scripts/check.ts --help does not know typos"],
    ["bun run format --all", "--all of a script that has no usage"],
    ["bun dev/mian.ts --help", "there is no dev/mian.ts"],
    ["bun test ./e2e/pagse", "there is no ./e2e/pagse"],
  ])("%s is found", (command, fault) => expect(faultOf(command)).toBe(fault));
});
