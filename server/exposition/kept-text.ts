import { NUMBER_BYTES, writeNumber } from "./number-text.ts";

const FIRST_BYTES = 16 * 1024;
const LINE_BREAK = 10;

/**
 * The text of samples, in UTF-8, kept from one writing to the next. Most of it is the same in the next
 * scrape: what has not changed stays in place, a changed value overwrites the old one, and only
 * from the first different sample on everything is rewritten.
 */
export class KeptText {
  #bytes = new Uint8Array(FIRST_BYTES);
  /** Where the kept text ends. */
  #end = 0;
  #view = this.#bytes.subarray(0, 0);
  readonly #number = new Uint8Array(NUMBER_BYTES);

  // The samples of the kept text.
  readonly #heads: Uint8Array[] = [];
  readonly #labels: (Uint8Array | undefined)[] = [];
  readonly #values: number[] = [];
  readonly #lengths: number[] = [];

  // The next sample of the current writing, and its position.
  #next = 0;
  #at = 0;

  /** Begins a text of the next samples; an unfinished one is dropped. */
  begin(): void {
    this.#next = 0;
    this.#at = 0;
  }

  /**
   * The next sample. Texts that are the same array as the time before are taken to be unchanged.
   *
   * @param head - The text before the labels, in UTF-8.
   * @param labels - The labels, in UTF-8.
   */
  put(head: Uint8Array, labels: Uint8Array | undefined, value: number): void {
    const next = this.#next++;
    if (this.#heads[next] !== head || this.#labels[next] !== labels) {
      this.#append(next, head, labels, value);
    } else if (this.#values[next] !== value) {
      this.#replace(next, value);
    }
    this.#at += this.#lengths[next] ?? 0;
  }

  /**
   * Ends the text with a line break.
   *
   * @param start - How many bytes at its beginning are left out.
   * @returns A view that the next writing writes over; empty where there was no sample.
   */
  finish(start: number): Uint8Array<ArrayBuffer> {
    this.#forgetFrom(this.#next);
    if (this.#end === 0) return this.#bytes.subarray(0, 0);
    this.#reserve(1);
    this.#bytes[this.#end] = LINE_BREAK;
    return this.#viewOf(start, this.#end + 1);
  }

  /** The same view again, where it can be: a new one costs more than an unchanged text. */
  #viewOf(start: number, end: number): Uint8Array<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#view;
    if (buffer !== this.#bytes.buffer || byteOffset !== start || byteLength !== end - start) {
      this.#view = this.#bytes.subarray(start, end);
    }
    return this.#view;
  }

  #append(next: number, head: Uint8Array, labels: Uint8Array | undefined, value: number): void {
    this.#forgetFrom(next);
    const digits = writeNumber(value, this.#number);
    const length = head.length + (labels?.length ?? 0) + digits;
    this.#reserve(length);
    this.#bytes.set(head, this.#at);
    if (labels) this.#bytes.set(labels, this.#at + head.length);
    this.#end += length;
    this.#putNumber(this.#end - digits, digits);
    this.#heads.push(head);
    this.#labels.push(labels);
    this.#values.push(value);
    this.#lengths.push(length);
  }

  #replace(next: number, value: number): void {
    const length = this.#lengths[next] ?? 0;
    const digits = writeNumber(value, this.#number);
    const before = length - (this.#heads[next]?.length ?? 0) - (this.#labels[next]?.length ?? 0);
    if (digits !== before) this.#move(this.#at + length, digits - before);
    this.#putNumber(this.#at + length - before, digits);
    this.#values[next] = value;
    this.#lengths[next] = length + digits - before;
  }

  #putNumber(at: number, digits: number): void {
    for (let index = 0; index < digits; index++) this.#bytes[at + index] = this.#number[index] ?? 0;
  }

  /** Moves the rest of the text from a byte on. */
  #move(from: number, by: number): void {
    this.#reserve(by);
    this.#bytes.copyWithin(from + by, from, this.#end);
    this.#end += by;
  }

  /** Drops the kept text from a sample on, which begins at the current position. */
  #forgetFrom(sample: number): void {
    if (this.#heads.length === sample) return;
    this.#heads.length = sample;
    this.#labels.length = sample;
    this.#values.length = sample;
    this.#lengths.length = sample;
    this.#end = this.#at;
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
