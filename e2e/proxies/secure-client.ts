import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { connect as connectTls } from "node:tls";
import type { RunningProxy } from "./start.ts";

type Headers = Readonly<Record<string, string>>;

/** A client with one HTTP/2 connection over TLS. Disposing of it (`using`) closes it. */
export class SecureClient implements Disposable {
  readonly #session: ClientHttp2Session;
  readonly #failed = Promise.withResolvers<never>();

  /**
   * Connects to a proxy, which must have its certificate and speak HTTP/2.
   *
   * @param localAddress - The address to connect from. Default 127.0.0.1.
   */
  constructor({ secureUrl, certificate: ca }: RunningProxy, localAddress = "127.0.0.1") {
    const address = { host: "127.0.0.1", port: Number(new URL(secureUrl).port), localAddress };
    const options = { ...address, ca, servername: "localhost", ALPNProtocols: ["h2"] };
    const createConnection = () => connectTls(options);
    this.#session = connect(secureUrl, { createConnection });
    this.#session.on("error", (error) => this.#failed.reject(error));
    this.#failed.promise.catch(() => {});
  }

  /** Requests a path. Resolves once the response has begun; closing its stream discards the rest. */
  open(
    path: string,
    headers: Headers = {},
  ): Promise<{ status: number; stream: ClientHttp2Stream }> {
    const { promise, resolve, reject } = Promise.withResolvers<{
      status: number;
      stream: ClientHttp2Stream;
    }>();
    const stream = this.#session.request({ ":path": path, ...headers });
    stream.once("error", reject);
    stream.once("response", (head) => resolve({ status: Number(head[":status"]), stream }));
    return Promise.race([promise, this.#failed.promise]);
  }

  /** Requests a path, and reads the response to its end. */
  async ask(path: string, headers: Headers = {}): Promise<{ status: number; body: string }> {
    const { status, stream } = await this.open(path, headers);
    stream.setEncoding("utf8");
    let body = "";
    for await (const piece of stream) body += piece;
    return { status, body };
  }

  [Symbol.dispose](): void {
    this.#session.destroy();
  }
}
