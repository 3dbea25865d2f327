import { createParser } from "eventsource-parser";
import type { ActivityResponse, MetricsResponse } from "../../../../server/types.ts";
import { ApiError } from "../api.ts";
import { isActivity, isMetrics } from "../bodies.ts";

/** The maximum length of an unfinished event, in characters; no feed sends longer ones. */
export const MAX_EVENT_LENGTH = 1_000_000;

/** Receives what the stream delivers. */
export interface StreamListener {
  onSnapshot(snapshot: MetricsResponse): void;
  onActivity(activity: ActivityResponse): void;
  onHeartbeat(): void;
  /** The reconnect delay that the server asks for, in ms. */
  onRetry(ms: number): void;
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/**
 * Reads a feed until it ends, which is always an error: a feed has no last event. Events of an
 * unexpected shape are ignored.
 */
export async function readStream(
  stream: ReadableStream<string>,
  listener: StreamListener,
): Promise<never> {
  // Fed by chunk and not piped through `EventSourceParserStream`: the events of one chunk are then
  // delivered in one turn, and drawn by one commit.
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent({ event = "message", data }) {
      const body = parseJson(data);
      if (event === "message" && isMetrics(body)) listener.onSnapshot(body);
      if (event === "activity" && isActivity(body)) listener.onActivity(body);
    },
    onRetry: listener.onRetry,
    onComment: listener.onHeartbeat,
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") throw error;
    },
  });
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new ApiError("ended");
    parser.feed(value);
  }
}
