import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { connect as connectTls } from "node:tls";
import type { RunningProxy } from "./start.ts";

/** The beginning of a response over HTTP/2. */
export interface SecureHead {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  /** Its body; closing it discards the rest. */
  stream: ClientHttp2Stream;
}

/** A client with one HTTP/2 connection over TLS. Disposing of it (`using`) closes it. */
export class SecureClient implements Disposable {
  readonly #session: ClientHttp2Session;
  readonly #failed = Promise.withResolvers<never>();

  /**
   * Connects to a proxy, which must have its certificate and speak HTTP/2.
   *
   * @param localAddress - The address to connect from. Default 127.0.0.1.
   */
  constructor({ secureUrl, certificate }: RunningProxy, localAddress = "127.0.0.1") {
    const port = Number(new URL(secureUrl).port);
    const address = { host: "127.0.0.1", port, localAddress };
    const options = {
      ...address,
      ca: certificate.pem,
      servername: "localhost",
      ALPNProtocols: ["h2"],
    };
    const createConnection = () => connectTls(options);
    this.#session = connect(secureUrl, { createConnection });
    this.#session.on("error", (error) => this.#failed.reject(error));
    this.#failed.promise.catch(() => {});
  }

  /** Requests a path. Resolves once the response has begun. */
  open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<SecureHead> {
    const { promise, resolve, reject } = Promise.withResolvers<SecureHead>();
    const stream = this.#session.request({ ":path": path, ...headers });
    stream.once("error", reject);
    stream.once("response", (received) => {
      resolve({ status: Number(received[":status"]), headers: received, stream });
    });
    return Promise.race([promise, this.#failed.promise]);
  }

  /** Requests a path, and reads the response to its end. */
  async ask(
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<SecureHead & { body: string }> {
    const head = await this.open(path, headers);
    head.stream.setEncoding("utf8");
    let body = "";
    for await (const piece of head.stream) body += piece;
    return { ...head, body };
  }

  [Symbol.dispose](): void {
    this.#session.destroy();
  }
}
