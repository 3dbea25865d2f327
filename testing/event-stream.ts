import { createParser } from "eventsource-parser";

/** A dispatched event of an event stream. */
export interface StreamEvent {
  /** The event's name; `message` where the stream names none. */
  event: string;
  data: string;
}

/** Collects the events of a stream whose text arrives piece by piece. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  /** The last valid `retry:` in milliseconds. */
  retry: number | undefined;
  readonly #parser = createParser({
    onEvent: ({ event = "message", data }) => void this.events.push({ event, data }),
    onRetry: (milliseconds) => {
      this.retry = milliseconds;
    },
  });

  /** Parses the next piece; complete events are then in `events`. */
  push(text: string): void {
    this.#parser.feed(text);
  }
}
