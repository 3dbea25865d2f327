/** Takes the framing off a body in `transfer-encoding: chunked`, fed piece by piece. */
export class Dechunker {
  #rest = "";
  /** Whether the last chunk has come: the body is whole. */
  ended = false;

  /** The content of the chunks that are complete by now. */
  push(text: string): string {
    this.#rest += text;
    let content = "";
    for (let chunk = this.#next(); chunk !== undefined; chunk = this.#next()) content += chunk;
    return content;
  }

  #next(): string | undefined {
    const [line, length] = /^([0-9a-f]+)\r\n/i.exec(this.#rest) ?? [];
    if (line === undefined || length === undefined) return undefined;
    const size = Number.parseInt(length, 16);
    const end = line.length + size;
    if (this.#rest.length < end + 2) return undefined;
    const content = this.#rest.slice(line.length, end);
    this.#rest = this.#rest.slice(end + 2);
    if (size === 0) this.ended = true;
    return content;
  }
}
