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
