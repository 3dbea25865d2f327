/** What a server-sent event stream says, one piece at a time. */
export type SseMessage =
  | { kind: "event"; name: string; data: string }
  | { kind: "retry"; ms: number }
  | { kind: "comment" };

/** A line that never ends is not a feed: more than this many characters is an error. */
const LONGEST_LINE = 1_000_000;

interface Draft {
  name: string;
  data: string[];
}

function field(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value];
}

function readLine(line: string, draft: Draft, out: SseMessage[]): void {
  if (line.startsWith(":")) return void out.push({ kind: "comment" });
  const [name, value] = field(line);
  if (name === "data") draft.data.push(value);
  else if (name === "event") draft.name = value;
  else if (name === "retry" && /^\d{1,9}$/.test(value)) {
    out.push({ kind: "retry", ms: Number(value) });
  }
}

function finish(draft: Draft, out: SseMessage[]): void {
  if (draft.data.length > 0) {
    out.push({ kind: "event", name: draft.name || "message", data: draft.data.join("\n") });
  }
  draft.name = "";
  draft.data = [];
}

/**
 * Makes a parser of server-sent events: give it decoded text as it comes, cut anywhere,
 * and it answers what is complete. Throws when a line grows without end.
 */
export function createSseParser(): (chunk: string) => SseMessage[] {
  const draft: Draft = { name: "", data: [] };
  let rest = "";
  let first = true;
  let afterReturn = false;
  return (chunk) => {
    const out: SseMessage[] = [];
    let text = chunk;
    if (first && text !== "") {
      first = false;
      if (text.startsWith("\uFEFF")) text = text.slice(1);
    }
    // A line may end in CR LF, cut between the two.
    if (afterReturn && text.startsWith("\n")) text = text.slice(1);
    if (chunk !== "") afterReturn = text.endsWith("\r");
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new Error("a line of the feed is too long");
    for (const line of lines) {
      if (line === "") finish(draft, out);
      else readLine(line, draft, out);
    }
    return out;
  };
}
