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
