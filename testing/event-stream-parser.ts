/** What one dispatched block of an event stream says. */
export interface StreamEvent {
  /** The event's name; `message` where the block names none. */
  event: string;
  data: string;
}

/** Reads an event stream as the HTML standard says, fed piece by piece. */
export class EventStreamParser {
  readonly events: StreamEvent[] = [];
  /** Comment lines seen, heartbeats among them. */
  comments = 0;
  /** The last `retry:` in milliseconds. */
  retry: number | undefined;
  #rest = "";
  #endedByReturn = false;
  #isFirst = true;
  #event = "";
  #data: string[] = [];

  /** Takes the next piece of the stream; complete events are then in `events`. */
  push(text: string): void {
    // The second half of a line end whose first half has ended the line already.
    let rest = this.#endedByReturn && text.startsWith("\n") ? text.slice(1) : text;
    if (this.#isFirst && text.startsWith("\uFEFF")) rest = text.slice(1);
    if (text !== "") this.#isFirst = false;
    if (text !== "") this.#endedByReturn = rest.endsWith("\r");
    const lines = `${this.#rest}${rest}`.split(/\r\n|\n|\r/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    const [, field = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (line === "") this.#dispatch();
    else if (line.startsWith(":")) this.comments += 1;
    else if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "retry" && /^\d+$/.test(value)) this.retry = Number(value);
  }

  #dispatch(): void {
    const event = this.#event === "" ? "message" : this.#event;
    if (this.#data.length > 0) this.events.push({ event, data: this.#data.join("\n") });
    this.#event = "";
    this.#data = [];
  }
}
