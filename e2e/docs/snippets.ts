import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/root.ts";

/** A fenced block of a document. */
export interface Snippet {
  /** The document, relative to the repository. */
  file: string;
  line: number;
  /** What stands after the fence; empty for plain text. */
  language: string;
  text: string;
}

/** The documents for people, relative to the repository. */
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

/** The commands of a shell block: a line each, without what follows ` #`. */
export function commandsOf({ text }: Snippet): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, " ");
  const lines = joined.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}
