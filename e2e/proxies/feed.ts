import { EventStream } from "../../testing/event-stream.ts";

export const API = "/metrics/api/metrics";

/** As a browser sends them: it accepts any compression. */
export const COMPRESSED = { "accept-encoding": "gzip, deflate, br" };

/** Opens a feed that is read as far as a test needs. */
export async function openFeed(url: string) {
  const response = await fetch(url, { headers: COMPRESSED, decompress: false });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const stream = new EventStream();
  let text = "";
  return {
    stream,
    encoding: response.headers.get("content-encoding"),
    async readUntil(isEnough: (stream: EventStream, text: string) => boolean): Promise<void> {
      while (!isEnough(stream, text)) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`the feed has ended after: ${text}`);
        const piece = decoder.decode(value, { stream: true });
        text += piece;
        stream.push(piece);
      }
    },
    close: async () => reader?.cancel(),
  };
}
