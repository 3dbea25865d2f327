/**
 * A text with the marks that could turn its direction shown as what they are, `⟨U+202E⟩`: unseen
 * they would make a name look like another.
 */
export function visible(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}
