import { EventStream } from "../../testing/event-stream.ts";
import { Dechunker } from "./dechunker.ts";

/** One feed client over a socket of its own: `fetch` keeps but 256 requests open. */
export class FeedSocket {
  readonly parser = new EventStream();
  /** Status of the answer, once it is there. */
  status: number | undefined;
  /** Its headers. */
  headers = new Headers();
  /** Body of an answer that is no stream. */
  body = "";
  /** Done when the stream has begun, or another answer is whole; fails when the host closes before. */
  readonly answered: Promise<void>;
  /** Done when the host has ended the stream, or the connection. */
  readonly ended: Promise<void>;
  readonly #answer = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<void>();
  #socket: Bun.Socket | undefined;
  #answerSoFar = "";
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
    if (this.status === 200) this.#takeStream(text);
    else this.#takeAnswer(text);
  }

  #takeStream(text: string): void {
    this.parser.push(this.#chunks.push(text));
    if (this.#chunks.ended) this.#end.resolve();
  }

  #close(): void {
    this.#answer.reject(new Error("closed without an answer"));
    this.#end.resolve();
  }

  #takeAnswer(text: string): void {
    this.#answerSoFar += text;
    const end = this.#answerSoFar.indexOf("\r\n\r\n");
    if (end < 0) return;
    const [line = "", ...fields] = this.#answerSoFar.slice(0, end).split("\r\n");
    const status = Number(line.slice(9, 12));
    const headers = new Headers(fields.map(nameAndValue));
    const body = this.#answerSoFar.slice(end + 4);
    if (status !== 200 && body.length < Number(headers.get("content-length"))) return;
    this.status = status;
    this.headers = headers;
    this.#answer.resolve();
    if (status === 200) this.#takeStream(body);
    else this.body = body;
  }
}

function nameAndValue(field: string): [name: string, value: string] {
  const colon = field.indexOf(":");
  return [field.slice(0, colon), field.slice(colon + 1).trim()];
}
