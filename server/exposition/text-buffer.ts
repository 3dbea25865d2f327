const FIRST_BYTES = 16 * 1024;
const ZERO = 48;

/** UTF-8 text put together in one piece of memory, which is kept from one text to the next. */
export class TextBuffer {
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  /** Begins anew; what was handed out of the text before is written over. */
  clear(): void {
    this.#length = 0;
  }

  /** Puts UTF-8 at the end. */
  put(text: Uint8Array): void {
    this.#reserve(text.length);
    this.#bytes.set(text, this.#length);
    this.#length += text.length;
  }

  /** Puts a number at the end, as JavaScript writes it, which is as Go reads it. */
  putNumber(value: number): void {
    this.#reserve(32);
    // Whole numbers below 2^31, as nearly all are, need no string in between.
    if ((value | 0) === value && value >= 0) this.#putDigits(value);
    else this.#putAscii(String(value));
  }

  /** The text from a byte on: a view, which holds until the next `clear()`. */
  since(start: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, this.#length);
  }

  #putDigits(value: number): void {
    let end = this.#length + 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) end++;
    let rest = value;
    for (let at = end - 1; at >= this.#length; at--) {
      const tens = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.#length = end;
  }

  #putAscii(text: string): void {
    for (let at = 0; at < text.length; at++) this.#bytes[this.#length++] = text.charCodeAt(at);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
