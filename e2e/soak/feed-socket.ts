import { EventStreamParser } from "../event-stream-parser.ts";
import { Dechunker } from "./dechunker.ts";

/** One feed client over a socket of its own: `fetch` keeps but 256 requests open. */
export class FeedSocket {
  readonly parser = new EventStreamParser();
  /** Status of the answer, once it is there. */
  status: number | undefined;
  /** Done when the answer's head is there; fails when the host closes without one. */
  readonly answered: Promise<void>;
  /** Done when the host has ended the stream, or the connection. */
  readonly ended: Promise<void>;
  readonly #answer = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<void>();
  #socket: Bun.Socket | undefined;
  #head = "";
  readonly #chunks = new Dechunker();

  private constructor() {
    this.answered = this.#answer.promise;
    this.answered.catch(() => {});
    this.ended = this.#end.promise;
  }

  /** Asks for the feed. Rejects when nobody listens. */
  static async open(base: string): Promise<FeedSocket> {
    const { hostname, port, pathname, host } = new URL(`${base}/api/metrics/sse`);
    const client = new FeedSocket();
    client.#socket = await Bun.connect({
      hostname,
      port: Number(port),
      socket: {
        data: (_, bytes) => client.#take(bytes.toString("latin1")),
        close: () => client.#close(),
      },
    });
    client.#socket.write(`GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
    return client;
  }

  /** Takes nothing any more, as a client does that has fallen asleep. */
  sleep(): void {
    this.#socket?.pause();
  }

  /** Leaves, without a word. */
  leave(): void {
    this.#socket?.terminate();
  }

  #take(text: string): void {
    if (this.status === undefined) this.#takeHead(text);
    else this.#takeBody(text);
  }

  #takeBody(text: string): void {
    this.parser.push(this.#chunks.push(text));
    if (this.#chunks.ended) this.#end.resolve();
  }

  #close(): void {
    this.#answer.reject(new Error("closed without an answer"));
    this.#end.resolve();
  }

  #takeHead(text: string): void {
    this.#head += text;
    const end = this.#head.indexOf("\r\n\r\n");
    if (end < 0) return;
    this.status = Number(this.#head.slice(9, 12));
    this.#answer.resolve();
    this.#takeBody(this.#head.slice(end + 4));
  }
}
