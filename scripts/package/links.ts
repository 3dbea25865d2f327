const FENCED = /(^ *```[\s\S]*?^ *```$)/m;
const IMAGE_LINE = /^!\[[^\]]*\]\(([^)\s]+)\)\n\n?/gm;
const LINK = /(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The targets of a Markdown text's links and images that are files beside it, without their anchors. */
export function relativeTargets(text: string): string[] {
  const plain = text.split(FENCED).filter((_, index) => index % 2 === 0);
  const targets = plain.flatMap((part) => [...part.matchAll(/\]\(([^)\s]+)\)/g)]);
  return targets.map(([, target = ""]) => fileOf(target)).filter((file) => file !== "");
}

/**
 * A Markdown text for a place that has other files beside it: a link to what is not there becomes
 * its text and the file's name, and an image that is not there is left out. Fenced blocks stay as they are.
 *
 * @param isThere - Whether there is a file of this relative path.
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
