import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

/** A fenced block of a document. */
export interface Snippet {
  /** The document, relative to the repository. */
  file: string;
  line: number;
  /** The language after the fence; empty for plain text. */
  language: string;
  text: string;
}

/** The documents, relative to the repository. */
export function documents(): string[] {
  const top = ["README.md", "README.pt-BR.md", "CONTRIBUTING.md", "METRICS.md", "bench/README.md"];
  const docs = readdirSync(join(root, "docs")).map((name) => `docs/${name}`);
  return [...top, ...docs].filter((path) => path.endsWith(".md") && existsSync(join(root, path)));
}

/** All fenced blocks of a document. */
export function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(join(root, file), "utf8");
  const blocks = text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm);
  return [...blocks].map(({ index, 1: indent = "", 2: language = "", 3: body = "" }) => ({
    file,
    line: text.slice(0, index).split("\n").length,
    language,
    text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** The commands of a shell block: one on each line, without what follows ` #`. */
function commandsOf({ text }: Snippet): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, " ");
  const lines = joined.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

/** A command of a document: of a block, of a table or of the text. */
interface Command {
  /** The document, relative to the repository. */
  file: string;
  text: string;
}

const PROGRAMS = ["bun", "bunx", "npx", "npm", "curl", "git", "docker", "kubectl", "promtool"];
const COMMAND = new RegExp(`^(?:${PROGRAMS.join("|")}) \\S`);

/** All commands of a document, each once; `npx bun@1.2.3` counts as `bun`. */
export function commandsIn(file: string): Command[] {
  const inBlocks = snippetsOf(file)
    .filter(({ language }) => language === "sh")
    .flatMap(commandsOf);
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  const all = [...inBlocks, ...inText(text)].map(plain);
  return [...new Set(all)].map((text) => ({ file, text }));
}

/** Commands in backticks; an option alone belongs to the last command before it. */
function inText(text: string): string[] {
  const commands: string[] = [];
  let last = "";
  for (const [, marked = ""] of text.matchAll(/`([^`\n]+)`/g)) {
    if (COMMAND.test(plain(marked))) {
      last = marked;
      commands.push(marked);
    } else if (/^--[a-z]/.test(marked)) {
      commands.push(`${last} ${marked}`.trim());
    }
  }
  return commands;
}

function plain(command: string): string {
  return command.replace(/^npx bun@[\d.]+/, "bun");
}
