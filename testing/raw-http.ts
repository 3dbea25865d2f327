import { connect } from "node:net";
import { connect as connectTls } from "node:tls";

/** A response exactly as sent. */
export interface RawResponse {
  /** 0 if the connection was closed without a response. */
  status: number;
  /** Status line and headers. */
  head: string;
  /** What follows, which may be chunked. */
  body: string;
}

/**
 * Sends bytes unchanged, one for each character, and reads the response.
 *
 * @param url - The origin to connect to; the path is ignored.
 * @param timeout - Milliseconds without any data before it rejects.
 * @param ca - A certificate to trust, as PEM.
 */
export function exchange(
  url: string,
  request: string,
  timeout = 60_000,
  ca?: string,
): Promise<RawResponse> {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === "https:";
  const at = {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || (secure ? 443 : 80)),
    ...(ca === undefined ? {} : { ca }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<RawResponse>();
  const socket = secure ? connectTls({ ...at, servername: at.host }) : connect(at);
  let text = "";
  socket.setEncoding("latin1");
  socket.setTimeout(timeout, () => {
    socket.destroy(new Error(`no response within ${timeout} ms: ${request.slice(0, 80)}`));
  });
  socket.on("data", (piece) => {
    text += piece;
    if (isWhole(text)) socket.destroy();
  });
  // A server that refuses a request may close while it is still being sent.
  socket.on("error", (error: Error & { code?: string }) => {
    if (text === "" && error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
  });
  socket.on("close", () => resolve(split(text)));
  socket.write(request, "latin1");
  return promise;
}

/** The bytes of a request without a body, after which the server closes the connection. */
export function requestOf(method: string, path: string, headers = "", host = "localhost"): string {
  return `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${headers}\r\n`;
}

/** Bun 1.3 keeps a connection open that it should close: the length says when the body is complete. */
function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, Math.max(end, 0))) ?? [];
  return length !== undefined && text.length >= end + 4 + Number(length);
}

function split(text: string): RawResponse {
  const end = text.indexOf("\r\n\r\n");
  const [, status = "0"] = /^HTTP\/1\.[01] (\d{3})/.exec(text) ?? [];
  return { status: Number(status), head: text.slice(0, end), body: text.slice(end + 4) };
}
