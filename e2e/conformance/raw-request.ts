import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { NoAnswer, reason } from "./ask.ts";
import type { Target } from "./target.ts";

/** An answer as it came over the wire; `body` may still be chunked. */
export interface RawAnswer {
  status: number;
  /** The head's lines in lower case. */
  head: string;
  body: string;
}

/**
 * Asks for a path exactly as written, which `fetch` would tidy up first.
 *
 * @param path - From the origin on, as it shall stand in the request line.
 * @throws NoAnswer when the host says nothing within the target's timeout.
 */
export async function rawGet(target: Target, path: string): Promise<RawAnswer> {
  const { host } = new URL(target.origin);
  const lines = [`GET ${path} HTTP/1.1`, `host: ${host}`, "connection: close"];
  const headers = Object.entries(target.headers).map(([name, value]) => `${name}: ${value}`);
  try {
    return split(await exchange(target, `${[...lines, ...headers].join("\r\n")}\r\n\r\n`));
  } catch (error) {
    throw new NoAnswer(`no answer to GET ${path}: ${reason(error, target.timeout)}`);
  }
}

function exchange(target: Target, request: string): Promise<string> {
  const { protocol, hostname, port } = new URL(target.origin);
  const secure = protocol === "https:";
  const at = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (secure ? 443 : 80)) };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const pieces: Buffer[] = [];
  const socket = secure ? connectTls({ ...at, servername: at.host }) : connect(at);
  socket.setTimeout(target.timeout, () => socket.destroy(new Error("it takes too long")));
  socket.on("error", reject);
  const text = () => Buffer.concat(pieces).toString("latin1");
  socket.on("data", (piece) => {
    pieces.push(Buffer.from(piece));
    if (isWhole(text())) socket.destroy();
  });
  socket.on("close", () => resolve(text()));
  socket.write(request, "latin1");
  return promise;
}

/** Whether an answer that tells its length has come: Bun 1.3 leaves a connection open that should be closed. */
function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, Math.max(end, 0))) ?? [];
  return length !== undefined && text.length >= end + 4 + Number(length);
}

function split(text: string): RawAnswer {
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(text) ?? [];
  if (status === undefined) throw new Error("the connection closed without an answer");
  const end = text.indexOf("\r\n\r\n");
  const head = text.slice(0, end).toLowerCase();
  return { status: Number(status), head, body: text.slice(end + 4) };
}
