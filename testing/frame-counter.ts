const decoder = new TextDecoder();

/** Keeps what a client of a feed of numbered frames received. */
export class FrameCounter {
  text = "";

  add(bytes: Uint8Array): void {
    this.text += decoder.decode(bytes).replace(/x{100,}/g, ""); // without the padding
  }

  /** The numbers of the frames so far, in order. */
  get frames(): number[] {
    return [...this.text.matchAll(/data: \{"n":(\d+)/g)].map(([, n]) => Number(n));
  }
}
