/** A request as it travels into a worker's thread. */
export interface WireRequest {
  url: string;
  method: string;
  headers: [string, string][];
  body: ArrayBuffer | null;
}

/** A response as it travels back, read whole. */
export interface WireResponse {
  status: number;
  headers: [string, string][];
  body: ArrayBuffer;
}

/** Messages from the pool to a worker. */
export type ToWorker =
  | { type: "INIT"; entry: string; mode: "module" | "static" }
  | { type: "REQUEST"; id: number; request: WireRequest };

/** Messages from a worker to the pool. A worker that can't start says nothing: it dies. */
export type FromWorker =
  | { type: "READY" }
  | { type: "RESPONSE"; id: number; response: WireResponse }
  | { type: "ERROR"; id: number; message: string };

const MAX_HEADERS = 100;
const MAX_HEADER_BYTES = 64 * 1024;

/** Reads a request whole. */
export async function packRequest(request: Request): Promise<WireRequest> {
  const { url, method, headers } = request;
  const body = request.body ? await request.arrayBuffer() : null;
  return { url, method, headers: [...headers], body };
}

/** The request again, on the other side. */
export function unpackRequest({ url, method, headers, body }: WireRequest): Request {
  return new Request(url, { method, headers, body });
}

/** Reads a response whole and caps its headers. */
export async function packResponse(response: Response): Promise<WireResponse> {
  const headers = new Headers(response.headers);
  const content = await response.blob();
  // Bun keeps the type that it infers from the body out of the headers.
  if (content.type && !headers.has("content-type")) headers.set("content-type", content.type);
  const body = await content.arrayBuffer();
  return { status: response.status, headers: capHeaders([...headers]), body };
}

/** The response again, on the other side. */
export function unpackResponse({ status, headers, body }: WireResponse): Response {
  const empty = status === 101 || status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status, headers });
}

/** At most 100 headers and 64 KiB of them, as the real host allows; the rest is left out. */
export function capHeaders(headers: [string, string][]): [string, string][] {
  let bytes = 0;
  return headers.slice(0, MAX_HEADERS).filter(([name, value]) => {
    bytes += name.length + value.length;
    return bytes <= MAX_HEADER_BYTES;
  });
}
