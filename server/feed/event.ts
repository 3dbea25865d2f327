const encoder = new TextEncoder();

/** Encodes server-sent events of JSON, https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function encodeEvents(events: Iterable<{ name?: string; data: unknown }>): Uint8Array {
  let text = "";
  for (const { name, data } of events) {
    // JSON has no raw line breaks, so one `data:` line holds it.
    text += `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
  }
  return encoder.encode(text);
}

/**
 * The client's reconnect delay in milliseconds. It belongs to
 * the event that follows it.
 */
export function encodeRetry(milliseconds: number): Uint8Array {
  return encoder.encode(`retry: ${milliseconds}\n`);
}

/** A comment, which keeps idle connections open. */
export const HEARTBEAT: Uint8Array = encoder.encode(": heartbeat\n\n");
