/** Elements whose content a screen reader reads as one unit: their texts need a separator. */
const UNITS = "dt, dd, th, td, li, p, button, a, label, legend, h1, h2, h3";

/** Adjacent texts of different elements in one unit, without a space or punctuation between them. */
export function joinedTexts(root: ParentNode): string[] {
  return [...root.querySelectorAll(UNITS)].flatMap((unit) => {
    const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
    const texts: Node[] = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const parent = text.parentElement;
      const isRead = !parent?.closest("[aria-hidden=true], svg") && parent?.closest(UNITS) === unit;
      if (isRead && text.textContent) texts.push(text);
    }
    return texts.slice(1).flatMap((text, place) => {
      const before = texts[place];
      if (!before || before.parentElement === text.parentElement) return [];
      // The two parts of an app's name are one word.
      if (before.parentElement?.matches("bdi:has(+ bdi)")) return [];
      const joined = `${before.textContent}|${text.textContent}`;
      return /[^\s(]\|[^\s,.:)]/.test(joined) ? [joined] : [];
    });
  });
}
