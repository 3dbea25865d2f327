import type { ActivityResponse, MetricsResponse } from "../../../../server/types.ts";
import { ApiError, isActivity, isMetrics } from "../api.ts";
import { createSseParser, type SseMessage } from "./sse.ts";

/** Who hears what the stream says. */
export interface FeedListener {
  snapshot(snapshot: MetricsResponse): void;
  activity(activity: ActivityResponse): void;
  heartbeat(): void;
  retry(ms: number): void;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function deliverEvent(name: string, body: unknown, listener: FeedListener): void {
  if (name === "message" && isMetrics(body)) listener.snapshot(body);
  if (name === "activity" && isActivity(body)) listener.activity(body);
}

/** Hands one message on. An event that isn't what it should be is left out, never shown. */
export function deliver(message: SseMessage, listener: FeedListener): void {
  if (message.kind === "comment") listener.heartbeat();
  else if (message.kind === "retry") listener.retry(message.ms);
  else deliverEvent(message.name, parse(message.data), listener);
}

/** Reads a feed until it ends, which is always an error: a feed has no last event. */
export async function readFeed(
  stream: ReadableStream<string>,
  listener: FeedListener,
): Promise<never> {
  const parser = createSseParser();
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new ApiError("ended");
    for (const message of parser(value)) deliver(message, listener);
  }
}
