import type { LabelSet } from "./labels.ts";
import { NUMBER_BYTES, writeNumber } from "./number-text.ts";

const FIRST_BYTES = 16 * 1024;
const LINE_BREAK = 10;

/**
 * The text of samples in UTF-8, kept between scrapes because most of it doesn't change. An unchanged sample stays in
 * place, and a changed value overwrites the old one. At the first value of a different length, the text continues in a
 * second buffer, so that each byte is moved at most once. From the first different sample, everything is rewritten.
 */
export class SampleText {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = this.#bytes.subarray(0, 0);
  readonly #number = new Uint8Array(NUMBER_BYTES);

  // The samples of the kept text.
  readonly #heads: Uint8Array[] = [];
  readonly #labels: (LabelSet | undefined)[] = [];
  readonly #values: number[] = [];
  readonly #lengths: number[] = [];

  // The next sample to write, and its position in the kept text.
  #next = 0;
  #at = 0;

  // The second buffer, the end of the text in it, and the start of the kept text that it doesn't contain yet.
  #other = new Uint8Array(FIRST_BYTES);
  #otherEnd = 0;
  #rest = 0;

  /** Begins a new text; an unfinished one is discarded. */
  begin(): void {
    const isHalfMoved = this.#otherEnd > 0;
    this.#next = 0;
    this.#at = 0;
    this.#otherEnd = 0;
    this.#rest = 0;
    if (isHalfMoved) this.#forgetFrom(0);
  }

  /**
   * Writes the next sample. A head and labels that are the same objects as last time count as unchanged.
   *
   * @param head - The text before the labels, in UTF-8.
   */
  put(head: Uint8Array, labels: LabelSet | undefined, value: number): void {
    const next = this.#next++;
    if (this.#heads[next] !== head || this.#labels[next] !== labels) {
      this.#append(next, head, labels, value);
      return;
    }
    const end = this.#at + (this.#lengths[next] ?? 0);
    if (this.#values[next] !== value) this.#replace(next, end, value);
    this.#at = end;
  }

  /**
   * Ends the text with a line break.
   *
   * @param start - Number of bytes to leave out at the beginning.
   * @returns A view that the next text overwrites; empty without samples.
   */
  finish(start: number): Uint8Array<ArrayBuffer> {
    this.#forgetFrom(this.#next);
    this.#settle();
    if (this.#at === 0) return this.#bytes.subarray(0, 0);
    this.#bytes = withRoom(this.#bytes, this.#at, 1);
    this.#bytes[this.#at] = LINE_BREAK;
    return this.#viewOf(start, this.#at + 1);
  }

  /** The same view again if possible: creating one costs more than an unchanged text. */
  #viewOf(start: number, end: number): Uint8Array<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#view;
    if (buffer !== this.#bytes.buffer || byteOffset !== start || byteLength !== end - start) {
      this.#view = this.#bytes.subarray(start, end);
    }
    return this.#view;
  }

  #append(next: number, head: Uint8Array, labels: LabelSet | undefined, value: number): void {
    this.#forgetFrom(next);
    this.#settle();
    const digits = writeNumber(value, this.#number);
    const length = head.length + (labels?.text.length ?? 0) + digits;
    this.#bytes = withRoom(this.#bytes, this.#at, length);
    this.#bytes.set(head, this.#at);
    if (labels) this.#bytes.set(labels.text, this.#at + head.length);
    this.#at += length;
    putNumber(this.#number, digits, this.#bytes, this.#at - digits);
    this.#heads.push(head);
    this.#labels.push(labels);
    this.#values.push(value);
    this.#lengths.push(length);
  }

  /** @param end - The end of the sample in the kept text. */
  #replace(next: number, end: number, value: number): void {
    const texts = (this.#heads[next]?.length ?? 0) + (this.#labels[next]?.text.length ?? 0);
    const before = end - this.#at - texts;
    const digits = writeNumber(value, this.#number);
    this.#values[next] = value;
    if (digits === before) {
      putNumber(this.#number, digits, this.#bytes, end - digits);
      return;
    }
    this.#move(end - before, digits);
    putNumber(this.#number, digits, this.#other, this.#otherEnd);
    this.#otherEnd += digits;
    this.#rest = end;
    this.#lengths[next] = texts + digits;
  }

  /** Appends the kept text up to a position to the second buffer. @param room - Additional bytes to make room for. */
  #move(to: number, room: number): void {
    this.#other = withRoom(this.#other, this.#otherEnd, to - this.#rest + room);
    this.#other.set(this.#bytes.subarray(this.#rest, to), this.#otherEnd);
    this.#otherEnd += to - this.#rest;
  }

  /** If the second buffer is in use, moves the text up to the current position there and swaps the buffers. */
  #settle(): void {
    if (this.#otherEnd === 0) return;
    this.#move(this.#at, 0);
    [this.#bytes, this.#other] = [this.#other, this.#bytes];
    this.#at = this.#otherEnd;
    this.#otherEnd = 0;
    this.#rest = 0;
  }

  /** Discards the kept text from a sample, which begins at the current position. */
  #forgetFrom(sample: number): void {
    if (this.#heads.length === sample) return;
    this.#heads.length = sample;
    this.#labels.length = sample;
    this.#values.length = sample;
    this.#lengths.length = sample;
  }
}

/** Copied byte by byte: for so few bytes that is faster than a view. */
function putNumber(number: Uint8Array, digits: number, into: Uint8Array, at: number): void {
  for (let index = 0; index < digits; index++) into[at + index] = number[index] ?? 0;
}

/** The bytes, or a larger copy of them, with room for `more` bytes after the first `length`. */
function withRoom(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
  more: number,
): Uint8Array<ArrayBuffer> {
  if (length + more <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(length + more, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
