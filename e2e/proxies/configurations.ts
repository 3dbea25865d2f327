import { snippetsOf } from "../docs/documents.ts";

const PAGE = "docs/proxies.md";

/** Texts of the page, and what replaces them in a test. */
export type Replacements = Readonly<Record<string, string>>;

/** All blocks of the page in one language, in their order, with ports, names and paths filled in. */
export function configuration(language: string, replacements: Replacements): string {
  const blocks = snippetsOf(PAGE).filter((snippet) => snippet.language === language);
  const text = blocks.map((block) => block.text).join("\n");
  return Object.entries(replacements).reduce((filled, [from, to]) => {
    if (!filled.includes(from)) throw new Error(`${PAGE}: no ${language} block has ${from}`);
    return filled.replaceAll(from, to);
  }, text);
}
