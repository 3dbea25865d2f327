/** A request as it travels into a worker's thread. */
export interface WireRequest {
  url: string;
  method: string;
  headers: [string, string][];
  body: ArrayBuffer | null;
}

/** A response as it travels back, with its complete body. */
export interface WireResponse {
  status: number;
  headers: [string, string][];
  body: ArrayBuffer;
}

/** Messages from the pool to a worker. */
export type ToWorker =
  | { type: "INIT"; entry: string; mode: "module" | "static" }
  | { type: "REQUEST"; id: number; request: WireRequest };

/** Messages from a worker to the pool. A worker that can't start sends nothing: it ends. */
export type FromWorker =
  | { type: "READY" }
  | { type: "RESPONSE"; id: number; response: WireResponse }
  | { type: "ERROR"; id: number; message: string };

/** Reads a complete request. */
export async function packRequest(request: Request): Promise<WireRequest> {
  const { url, method, headers } = request;
  const body = request.body ? await request.arrayBuffer() : null;
  return { url, method, headers: [...headers], body };
}

/** The request again, on the other side. */
export function unpackRequest({ url, method, headers, body }: WireRequest): Request {
  return new Request(url, { method, headers, body });
}

/** Reads a complete response. */
export async function packResponse(response: Response): Promise<WireResponse> {
  const headers = new Headers(response.headers);
  const content = await response.blob();
  // Bun keeps the type that it infers from the body out of the headers.
  if (content.type && !headers.has("content-type")) headers.set("content-type", content.type);
  const body = await content.arrayBuffer();
  return { status: response.status, headers: [...headers], body };
}

/** The response again, on the other side. */
export function unpackResponse({ status, headers, body }: WireResponse): Response {
  const empty = status === 101 || status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status, headers });
}
