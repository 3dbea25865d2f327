/** Runs in each worker's thread: loads one app and handles the pool's messages with it. */
import { dirname, join, sep } from "node:path";
import { type FromWorker, packResponse, type ToWorker, unpackRequest } from "./wire.ts";

declare const self: Worker;

type Handler = (request: Request) => Response | Promise<Response>;

let handle: Handler | undefined;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  // A start that throws must end the thread, so that the pool notices.
  if (data.type === "INIT") void start(data.entry, data.mode);
  if (data.type === "REQUEST") void respond(data.id, unpackRequest(data.request));
};

async function start(entry: string, mode: "module" | "static"): Promise<void> {
  handle = mode === "static" ? await staticHandler(entry) : await loadHandler(entry);
  send({ type: "READY" });
}

async function loadHandler(entry: string): Promise<Handler> {
  const { default: app } = await import(entry);
  if (typeof app?.fetch !== "function") {
    throw new TypeError(`${entry}: expected a default export with fetch, got ${typeof app}`);
  }
  return (request) => app.fetch(request);
}

/**
 * Serves the folder of a page as a single-page app: a file by its path, percent-encoded as sent,
 * with its type and without cache headers; for anything else, including paths outside the folder, the page.
 */
async function staticHandler(page: string): Promise<Handler> {
  if (!(await Bun.file(page).exists())) throw new Error(`there is no ${page}: is it built?`);
  const root = dirname(page);
  return async (request) => {
    const path = join(root, new URL(request.url).pathname);
    const file = Bun.file(path.startsWith(root + sep) ? path : page);
    return new Response((await file.exists()) ? file : Bun.file(page));
  };
}

async function respond(id: number, request: Request): Promise<void> {
  try {
    if (!handle) throw new Error("the worker got a request before it was ready");
    const response = await packResponse(await handle(request));
    send({ type: "RESPONSE", id, response }, [response.body]);
  } catch (error) {
    send({ type: "ERROR", id, message: error instanceof Error ? error.message : String(error) });
  }
}

function send(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
