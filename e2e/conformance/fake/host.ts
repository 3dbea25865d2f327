import type { Entrypoint } from "../target.ts";
import { answerApi } from "./api.ts";
import { type FeedFlaws, feedOf } from "./feed.ts";
import { answerPage } from "./pages.ts";

/** What is wrong with a fake host; with nothing given it keeps the whole contract. */
export interface Flaws {
  entrypoint?: Entrypoint;
  prometheus?: boolean;
  /** Changes an answer on its way out. */
  answer?: (response: Response, request: Request, path: string) => Response | Promise<Response>;
  feed?: FeedFlaws;
}

/** A running fake host. */
export interface FakeHost {
  url: string;
  stop(): Promise<void>;
}

/** The feed's pace on a fake host, in milliseconds. */
export const fakeInterval = 40;

/** Starts a host that has no pool and no workers, only answers; `flaws` spoil them. */
export function startFake(flaws: Flaws = {}): FakeHost {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    fetch: async (request) => {
      const path = new URL(request.url).pathname.replace(/^\/metrics(?=\/|$)/, "") || "/";
      const response = answerTo(request, path, flaws);
      const out = await (flaws.answer?.(response, request, path) ?? response);
      return request.method === "HEAD" ? new Response(null, out) : out;
    },
  });
  const url = `http://127.0.0.1:${server.port}/metrics`;
  return { url, stop: () => server.stop(true) };
}

function answerTo(request: Request, path: string, flaws: Flaws): Response {
  const { entrypoint = "html", prometheus = true, feed = {} } = flaws;
  if (path === "/api/metrics/sse" && request.method === "GET") return feedOf(fakeInterval, feed);
  return answerApi(request, path, prometheus) ?? answerPage(request, path, entrypoint);
}
