/**
 * A text with its bidirectional control characters made visible, as `⟨U+202E⟩`: invisible, they would
 * make a name look like another.
 */
export function visible(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * An app's name and version as {@link visible}. Where letters run from right to left, each is isolated: the name
 * would otherwise take the version's digits to its other side.
 */
export function visibleApp(app: string): string {
  const text = visible(app);
  const at = text.lastIndexOf("@");
  if (at < 1 || !RIGHT_TO_LEFT.test(text)) return text;
  return `\u2068${text.slice(0, at)}\u2069\u2066${text.slice(at)}\u2069`;
}

/** Characters of an app in a sentence, and how many of them its version may take. */
const [APP_LENGTH, VERSION_LENGTH] = [40, 20];

/** An app whose name or version is cut where it would leave no room for the sentence about it. */
export function shortenApp(app: string): string {
  if (app.length <= APP_LENGTH) return app;
  const at = app.lastIndexOf("@");
  const version = cut(at < 1 ? "" : app.slice(at), VERSION_LENGTH);
  return cut(at < 1 ? app : app.slice(0, at), APP_LENGTH - version.length) + version;
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
