import { type Answers, NAMES, type Name } from "./take.ts";

/** Documents that show answers. */
export const DOCUMENTS = ["README.md", "README.pt-BR.md", "docs/http.md"];

/** A block below a comment that says what it shows. */
const PLACE = /(<!-- answer: (\w+) -->\n\n?```\w*\n)([\s\S]*?)(\n```)/g;

/** What a document shows, in its order. */
export function shownIn(text: string): { name: Name; shown: string }[] {
  return [...text.matchAll(PLACE)].map(([, , name = "", shown = ""]) => ({
    name: known(name),
    shown,
  }));
}

/** The document with other answers in the same places. */
export function withAnswers(text: string, answers: Answers): string {
  return text.replaceAll(
    PLACE,
    (_, head, name, __, tail) => `${head}${answers[known(name)]}${tail}`,
  );
}

function known(name: string): Name {
  const found = NAMES.find((one) => one === name);
  if (found === undefined)
    throw new Error(`wanted an answer among ${NAMES.join(", ")}, got ${name}`);
  return found;
}
