/**
 * Makes bidirectional control characters visible, as `⟨U+202E⟩`: invisible, they could make one name look
 * like another.
 */
export function visible(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * An app's name and version, made {@link visible}. If the app has right-to-left letters, both are isolated:
 * otherwise the version's digits would move to the other side of the name.
 */
export function visibleApp(app: string): string {
  const text = visible(app);
  const at = text.lastIndexOf("@");
  if (at < 1 || !RIGHT_TO_LEFT.test(text)) return text;
  return `\u2068${text.slice(0, at)}\u2069\u2066${text.slice(at)}\u2069`;
}

/** The maximum length of an app in a sentence, and of its version in it, in characters. */
const [APP_LENGTH, VERSION_LENGTH] = [40, 20];

/** Shortens an app's name or version if it would leave no room for the rest of a sentence. */
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
