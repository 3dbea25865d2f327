import { EventSourceParserStream } from "eventsource-parser/stream";
import { Mismatch } from "./check.ts";
import { NoResponse, reason } from "./request.ts";
import type { Target } from "./target.ts";

/** An event of the feed and when it came, in milliseconds after the request began. */
interface TimedEvent {
  event: string;
  data: string;
  at: number;
}

/** What a client of the feed received. */
export interface FeedRecording {
  headers: Headers;
  events: TimedEvent[];
  retry: number | undefined;
  /** Whether the host ended the stream before the client left. */
  endedByHost: boolean;
}

/**
 * Reads the feed, and disconnects after the given number of default events or milliseconds.
 *
 * @throws Mismatch if the response isn't an event stream, NoResponse if there is none.
 */
export async function recordFeed(
  target: Target,
  leave: { messages: number; milliseconds: number },
): Promise<FeedRecording> {
  const began = performance.now();
  const leaving = new AbortController();
  const tooLate = setTimeout(() => leaving.abort(), leave.milliseconds);
  const events: TimedEvent[] = [];
  let retry: number | undefined;
  const onRetry = (milliseconds: number) => {
    retry = milliseconds;
  };
  try {
    const { body, headers } = await openFeed(target, leaving.signal);
    const stream = body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ onRetry }));
    try {
      for await (const { event = "message", data } of stream ?? []) {
        events.push({ event, data, at: performance.now() - began });
        if (messagesOf(events).length >= leave.messages) break;
      }
    } catch {
      // Aborted: the recording ends here.
    }
    const endedByHost = messagesOf(events).length < leave.messages && !leaving.signal.aborted;
    return { headers, events, retry, endedByHost };
  } finally {
    clearTimeout(tooLate);
    leaving.abort();
  }
}

async function openFeed(target: Target, signal: AbortSignal): Promise<Response> {
  const address = `${target.base}/api/metrics/sse`;
  const headers = { accept: "text/event-stream", ...target.headers };
  const response = await fetch(address, { headers, signal }).catch((error) => {
    throw new NoResponse(`no response to GET ${address}: ${reason(error, target.timeout)}`);
  });
  if (response.status === 200) return response;
  throw new Mismatch("status 200", `${response.status} ${await response.text()}`);
}

/** The default events: the ones that `EventSource.onmessage` sees. */
export function messagesOf(events: TimedEvent[]): TimedEvent[] {
  return events.filter(({ event }) => event === "message");
}
