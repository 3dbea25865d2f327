import { connect } from "node:net";

/** How long an answer may take, in milliseconds; one that takes longer counts as none. */
const LIMIT_MS = 10_000;

/** An answer as it came over the wire. */
export interface RawAnswer {
  /** 0 when the connection was closed without an answer. */
  status: number;
  /** Status line and headers. */
  head: string;
  /** What follows, which may be chunked. */
  body: string;
}

/** Writes bytes to a socket as they are (one for each character) and reads until the host closes it. */
export function exchange(url: string, request: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const pieces: Buffer[] = [];
  const socket = connect(Number(port), hostname);
  socket.setTimeout(LIMIT_MS, () =>
    socket.destroy(new Error(`no answer: ${request.slice(0, 80)}`)),
  );
  socket.on("data", (piece) => pieces.push(Buffer.from(piece)));
  // A host that refuses a request may close while it is still being sent.
  socket.on("error", (error) => (hasAnswer(pieces, error) ? undefined : reject(error)));
  socket.on("close", () => resolve(split(Buffer.concat(pieces).toString("latin1"))));
  socket.write(request, "latin1");
  return promise;
}

/** A GET as it stands in a request line. */
export function get(url: string, path: string, headers = ""): Promise<RawAnswer> {
  return exchange(url, requestOf("GET", path, headers));
}

/** The bytes of a request without a body, after which the host closes the connection. */
export function requestOf(method: string, path: string, headers = ""): string {
  return `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${headers}\r\n`;
}

function hasAnswer(pieces: Buffer[], error: Error & { code?: string }): boolean {
  return pieces.length > 0 || error.code === "EPIPE" || error.code === "ECONNRESET";
}

function split(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [, status = "0"] = /^HTTP\/1\.[01] (\d{3})/.exec(text) ?? [];
  return { status: Number(status), head: text.slice(0, end), body: text.slice(end + 4) };
}
