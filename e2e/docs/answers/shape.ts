/** An answer without what differs from one moment to another: its lines, names and types in their order. */
export function shapeOf(answer: string): unknown {
  if (answer.startsWith("{")) return typed(JSON.parse(answer));
  return answer.split("\n").map((line) => {
    const [, data] = /^data: (.*)$/.exec(line) ?? [];
    if (data !== undefined) return ["data", typed(JSON.parse(data))];
    return line.replace(/^(\w+) [\d.]+$/, "$1 <number>");
  });
}

/** Objects as lists, since their order counts. */
function typed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.entries(value).map(([name, field]) => [name, typed(field)]);
}
