const ESCAPES: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

/**
 * The labels of one series, in the order in which they are given. Their text is made once: a caller
 * that keeps the set for as long as its series exists escapes them only once.
 */
export class LabelSet {
  /** The text between a sample's name and its value, in UTF-8: `{app="a@1.0.0"} `, or a space without labels. */
  readonly text: Uint8Array;

  constructor(readonly values: Readonly<Record<string, string>>) {
    const pairs = Object.entries(values).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
    this.text = Buffer.from(pairs.length > 0 ? `{${pairs.join(",")}} ` : " ");
  }
}

/** A label value with backslash, quote and newline escaped; UTF-8 leaves no invalid Unicode in it. */
function escapeLabel(value: string): string {
  return value.replace(/[\\"\n]/g, (char) => ESCAPES[char] ?? char);
}
