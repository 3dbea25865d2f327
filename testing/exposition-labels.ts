const labelPattern = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(,|$)/y;
const escapes: Record<string, string> = { "\\\\": "\\", '\\"': '"', "\\n": "\n" };

/**
 * Parses what stands between the braces of a sample, as in `app="a",state="idle"`.
 *
 * @throws Error on a bad name, an unknown escape, a name twice, or anything left over.
 */
export function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  labelPattern.lastIndex = 0;
  let at = 0;
  while (at < text.length || text === "") {
    const [whole, name = "", value = "", end] = labelPattern.exec(text) ?? [];
    if (whole === undefined) throw new Error("labels are not well formed");
    if (Object.hasOwn(labels, name)) throw new Error(`label ${name} twice`);
    if (name.startsWith("__")) throw new Error(`label ${name} is reserved`);
    labels[name] = value.replace(/\\[\\"n]/g, (pair) => escapes[pair] ?? pair);
    at = labelPattern.lastIndex;
    if (end === "," && at === text.length) throw new Error("labels end with a comma");
  }
  return labels;
}
