import { existsSync } from "node:fs";
import { join } from "node:path";
import { scripts } from "../../package.json";
import { root } from "../../scripts/root.ts";

const usages = new Map<string, string>();

/** What is wrong with a command of this repository, judged by its script's `--help`; empty if nothing is. */
export function faultOf(command: string): string {
  const [program, ...rest] = command.split(/\s+/);
  if (program === "promtool") return faultOfFiles(rest);
  if (program !== "bun") return "";
  const [first = "", second = ""] = rest;
  if (first === "test") return existsSync(join(root, second)) ? "" : `${second} does not exist`;
  if (first === "audit") return "";
  if (first.endsWith(".ts")) {
    return existsSync(join(root, first)) ? faultOfOptions(first, rest) : `${first} does not exist`;
  }
  const name = first === "run" ? second : first;
  if (!Object.hasOwn(scripts, name)) return `script ${name} does not exist`;
  return faultOfOptions(entryOf(scripts[name as keyof typeof scripts]), rest);
}

/** Its files are those of the kit, the folder of the page's `cd`. */
function faultOfFiles(args: readonly string[]): string {
  const files = args.filter((argument) => argument.endsWith(".yml"));
  const missing = files.filter((file) => !existsSync(join(root, "monitoring", file)));
  return missing.length === 0 ? "" : `monitoring/${missing} does not exist`;
}

/** The last file that a script runs; empty for a tool's own command. */
function entryOf(script: string): string {
  return [...script.matchAll(/bun ([\w./-]+\.ts)/g)].at(-1)?.[1] ?? "";
}

function faultOfOptions(entry: string, given: readonly string[]): string {
  const options = given.filter((argument) => argument.startsWith("--"));
  // The names in a list of choices are in the usage too.
  const chosen = given.flatMap((argument, i) =>
    given[i - 1] === "--only" ? argument.split(",") : [],
  );
  const wanted = [...options, ...chosen];
  if (wanted.length === 0) return "";
  if (entry === "") return `${options} of a script that has no usage`;
  const usage = usageOf(entry);
  const unknown = wanted.filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(usage));
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
