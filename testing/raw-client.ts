import { EventStream, type StreamEvent } from "./event-stream.ts";

/** A client of the feed on a bare TCP socket: `fetch` keeps only 256 requests open. */
export class RawClient {
  /** Everything received, with headers and chunk lengths, without padding. */
  text = "";
  readonly #closed = Promise.withResolvers<void>();
  readonly #decoder = new TextDecoder();
  #socket: Bun.Socket | undefined;

  /** Connects and sends a request. With `HTTP/1.0` the body comes without chunk lengths. */
  static async connect(port: number, request = "GET / HTTP/1.1"): Promise<RawClient> {
    const client = new RawClient();
    client.#socket = await Bun.connect({
      hostname: "127.0.0.1",
      port,
      socket: {
        open: (socket) => void socket.write(`${request}\r\nhost: 127.0.0.1:${port}\r\n\r\n`),
        data: (_, bytes) => client.#add(bytes),
        close: () => client.#closed.resolve(),
      },
    });
    return client;
  }

  /** Resolves when the connection is closed, by either side. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** The response's status, once its headers are complete. */
  get status(): number | undefined {
    return this.text.includes("\r\n\r\n") ? Number(this.text.slice(9, 12)) : undefined;
  }

  /** What follows the headers. */
  get body(): string {
    const end = this.text.indexOf("\r\n\r\n");
    return end < 0 ? "" : this.text.slice(end + 4);
  }

  /** The events of an `HTTP/1.0` response, in order. */
  get events(): StreamEvent[] {
    const stream = new EventStream();
    stream.push(this.body);
    return stream.events;
  }

  /** The numbers of the received frames, if frames are numbered, in order. */
  get frames(): number[] {
    return [...this.text.matchAll(/data: \{"n":(\d+)/g)].map(([, n]) => Number(n));
  }

  /** Stops reading, but stays connected. */
  pause(): void {
    this.#socket?.pause();
  }

  /** Closes its sending half, but still reads. */
  endSending(): void {
    this.#socket?.shutdown();
  }

  /** Closes the connection. */
  close(): void {
    this.#socket?.end();
  }

  /** Resets the connection. */
  reset(): void {
    this.#socket?.terminate();
  }

  #add(bytes: Uint8Array): void {
    this.text += this.#decoder.decode(bytes, { stream: true }).replace(/x{100,}/g, "");
  }
}
