/** One file of an archive. */
export interface ArchiveEntry {
  /** Relative, with `/` between its parts. */
  path: string;
  bytes: Uint8Array;
}

/** An entry of text. */
export function textEntry(path: string, text: string): ArchiveEntry {
  return { path, bytes: new TextEncoder().encode(text) };
}
