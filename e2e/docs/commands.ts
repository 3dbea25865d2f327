import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";
import { commandsOf, snippetsOf } from "./snippets.ts";

/** A command of a document: of a block, of a table or of the text. */
export interface Command {
  /** The document, relative to the repository. */
  file: string;
  text: string;
}

const PROGRAMS = ["bun", "bunx", "npx", "npm", "curl", "git", "docker", "kubectl", "promtool"];
const COMMAND = new RegExp(`^(?:${PROGRAMS.join("|")}) \\S`);

/** All commands of a document, each once; of Bun by npx it is said elsewhere that it is the same Bun. */
export function commandsIn(file: string): Command[] {
  const inBlocks = snippetsOf(file)
    .filter(({ language }) => language === "sh")
    .flatMap(commandsOf);
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  const all = [...inBlocks, ...inText(text)].map(plain);
  return [...new Set(all)].map((text) => ({ file, text }));
}

/** Marked commands; what is only an option belongs to the command that was named last. */
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
