const FENCED = /(^ *```[\s\S]*?^ *```$)/m;
const IMAGE_LINE = /^!\[[^\]]*\]\(([^)\s]+)\)\n\n?/gm;
const LINK = /(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The targets of a Markdown text's relative links and images, without their anchors. */
export function relativeTargets(text: string): string[] {
  const plain = text.split(FENCED).filter((_, index) => index % 2 === 0);
  const targets = plain.flatMap((part) => [...part.matchAll(/\]\(([^)\s]+)\)/g)]);
  return targets.map(([, target = ""]) => fileOf(target)).filter((file) => file !== "");
}

/**
 * Adapts a Markdown text to a place with other files: a link to a missing file becomes its text and the file's name, and
 * a missing image is removed. Fenced blocks are unchanged.
 *
 * @param isThere - Whether there is a file with this relative path.
 */
export function withoutDeadLinks(text: string, isThere: (path: string) => boolean): string {
  const isAlive = (target: string) => fileOf(target) === "" || isThere(fileOf(target));
  const mend = (part: string) =>
    part
      .replaceAll(IMAGE_LINE, (whole, target: string) => (isAlive(target) ? whole : ""))
      .replaceAll(LINK, (whole, label: string, target: string) =>
        isAlive(target) ? whole : `${label} (\`${fileOf(target)}\`)`,
      );
  return text
    .split(FENCED)
    .map((part, index) => (index % 2 === 0 ? mend(part) : part))
    .join("");
}

/** Empty for an address and for a place in the same text. */
function fileOf(target: string): string {
  return /^[a-z]+:/.test(target) ? "" : (target.split("#")[0] ?? "");
}
