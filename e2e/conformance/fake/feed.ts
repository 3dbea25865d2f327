import { snapshot } from "./api.ts";

/** What is wrong with a fake feed. */
export interface FeedFlaws {
  /** Changes the text of the event with this number; undefined ends the stream. */
  frame?: (text: string, index: number) => string | undefined;
  /** Milliseconds before the event with this number, instead of the pace. */
  wait?: (index: number) => number;
  headers?: Record<string, string>;
}

const headers = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** A feed of snapshots every `interval` milliseconds, until the client leaves. */
export function feedOf(interval: number, flaws: FeedFlaws): Response {
  let timer: Timer | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (index: number): void => {
        const text = flaws.frame === undefined ? frame(index) : flaws.frame(frame(index), index);
        if (text === undefined) {
          controller.close();
        } else {
          controller.enqueue(new TextEncoder().encode(text));
          wait(index + 1);
        }
      };
      const wait = (index: number): void => {
        const pace = index === 0 ? 0 : interval;
        timer = setTimeout(() => send(index), flaws.wait?.(index) ?? pace);
      };
      wait(0);
    },
    cancel: () => clearTimeout(timer),
  });
  return new Response(body, { headers: { ...headers, ...flaws.headers } });
}

function frame(index: number): string {
  const now = snapshot();
  const activity = { requests: 7, hits: 4, misses: 3, timestamp: now.timestamp };
  const retry = index === 0 ? "retry: 1000\n" : "";
  return `${retry}data: ${JSON.stringify(now)}\n\nevent: activity\ndata: ${JSON.stringify(activity)}\n\n`;
}
