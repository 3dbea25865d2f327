/** Maximum bytes of large responses in flight; further ones are refused. */
export const MAX_BYTES_IN_FLIGHT = 50_000_000;

/**
 * Minimum size of a large response, in bytes: it is sent in chunks of this size and counted.
 *
 * The text of 200 apps, the maximum number of labels, is 122 kB and therefore not large: sent in chunks of half that
 * size, it took the server 40 us longer over HTTP (Bun 1.4.5).
 */
export const LARGE_BYTES = 131_072;

/** How long a client may read nothing before the rest of its response is dropped, in milliseconds. */
export const UNREAD_LIMIT_MS = 30_000;

/**
 * Sends large responses, and bounds the memory of those that clients read slowly or not at all: each is kept
 * until the client has read it, disconnects, or reads nothing for too long.
 */
export class Outbound {
  #bytes = 0;

  /** Bytes of large responses that are being prepared, or that are not completely read yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Counts a response while it is being prepared.
   *
   * @param size - Its size in bytes.
   * @returns `undefined` if too much is in flight.
   */
  async prepare<T>(size: number, response: () => Promise<T>): Promise<T | undefined> {
    if (!this.#add(size)) return undefined;
    try {
      return await response();
    } finally {
      this.#bytes -= size;
    }
  }

  /**
   * The body of a response, in chunks that are freed once they are read.
   *
   * @param body - Copied; may be overwritten.
   * @returns `undefined` if too much is in flight. If nothing else is, a response of any size is sent.
   */
  send(body: Uint8Array): ReadableStream<Uint8Array> | undefined {
    const size = body.length;
    if (!this.#add(size)) return undefined;
    let rest: Uint8Array[] | undefined = chunksOf(body);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      if (rest) this.#bytes -= size;
      rest = undefined;
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(end, UNREAD_LIMIT_MS);
    };
    wait();
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const chunk = rest?.shift();
      if (!rest || !chunk) return controller.error(new Error("the response was not read in time"));
      controller.enqueue(chunk);
      if (rest.length > 0) return wait();
      end();
      controller.close();
    };
    return new ReadableStream({ pull, cancel: end }, { highWaterMark: 0 });
  }

  #add(size: number): boolean {
    const fits = this.#bytes === 0 || this.#bytes + size <= MAX_BYTES_IN_FLIGHT;
    if (fits) this.#bytes += size;
    return fits;
  }
}

/** Copies: a view would keep all of the body in memory, and `slice()` of a Buffer is one. */
function chunksOf(body: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += LARGE_BYTES) {
    chunks.push(new Uint8Array(body.subarray(at, at + LARGE_BYTES)));
  }
  return chunks;
}
