const ESCAPES: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

/**
 * The labels of one series, in the given order. Their text is created once: keep the set for as long as the series
 * exists.
 */
export class LabelSet {
  /** The text between a sample's name and its value, in UTF-8: `{app="a@1.0.0"} `, or a space if there are no labels. */
  readonly text: Uint8Array;

  constructor(readonly values: Readonly<Record<string, string>>) {
    const pairs = Object.entries(values).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
    this.text = Buffer.from(pairs.length > 0 ? `{${pairs.join(",")}} ` : " ");
  }
}

/** A label value with backslash, quote and newline escaped; encoding as UTF-8 replaces invalid Unicode. */
function escapeLabel(value: string): string {
  return value.replace(/[\\"\n]/g, (char) => ESCAPES[char] ?? char);
}
