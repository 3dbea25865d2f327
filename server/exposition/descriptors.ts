import { readdirSync, readFileSync, statSync } from "node:fs";

/** Maximum age of reused counts, in milliseconds. */
export const DESCRIPTORS_MS = 1000;

/** Open file descriptors of the process, and their limit. */
export interface DescriptorCounts {
  open: number | undefined;
  max: number | undefined;
}

/**
 * Counts the process's file descriptors, at most once a second, on Linux. It leaves no descriptor open.
 *
 * Measured on Linux 6.18 with Bun 1.4.5: 5 to 9 us for the count and 24 us for the limit, with 10 or 10,000
 * open. Before Linux 6.2 the folder has no size: its entries are listed, which takes 1 us each, 11 ms for 10,000.
 */
export class Descriptors {
  readonly #folder: string;
  readonly #sizeOf: (folder: string) => number;
  #counts: DescriptorCounts = { open: undefined, max: undefined };
  #readAt = Number.NEGATIVE_INFINITY;

  /**
   * @param folder - Where the system describes this process.
   * @param sizeOf - Returns the size that the system gives a folder.
   */
  constructor(folder = "/proc/self", sizeOf = (path: string): number => statSync(path).size) {
    this.#folder = folder;
    this.#sizeOf = sizeOf;
  }

  /** The counts, at most `DESCRIPTORS_MS` old; each `undefined` if the system doesn't report it. */
  read(): DescriptorCounts {
    const now = performance.now();
    if (now - this.#readAt >= DESCRIPTORS_MS) {
      this.#readAt = now;
      this.#counts = { open: this.#countOpen(), max: maxOf(`${this.#folder}/limits`) };
    }
    return this.#counts;
  }

  /** Since Linux 6.2 the count is the folder's size, https://docs.kernel.org/filesystems/proc.html */
  #countOpen(): number | undefined {
    const folder = `${this.#folder}/fd`;
    try {
      // Listing opens the folder itself, which is then among its entries.
      return this.#sizeOf(folder) || readdirSync(folder).length - 1;
    } catch {
      return undefined;
    }
  }
}

/** The soft limit; `undefined` if there is none. */
function maxOf(file: string): number | undefined {
  try {
    const limit = /^Max open files\s+(\d+)\s/m.exec(readFileSync(file, "utf8"))?.[1];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}
