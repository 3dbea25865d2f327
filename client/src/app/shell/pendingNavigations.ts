/** How long the shell's answer to one of our own moves is expected, in ms. */
const EXPECTED_MS = 2_000;

/** Our own moves whose echo from the shell may still come. */
export interface Echoes {
  /** Notes a move of our own. */
  expect(path: string, now: number): void;
  /**
   * Whether a path from the shell is only the echo of a move that a later one has overtaken:
   * following it would throw the user back to where they just left.
   */
  isOvertaken(path: string, now: number): boolean;
}

/** Makes an empty list of awaited echoes. */
export function createEchoes(): Echoes {
  let awaited: { path: string; at: number }[] = [];
  return {
    expect(path, now) {
      awaited = [...awaited.filter(({ at }) => now - at < EXPECTED_MS), { path, at: now }];
    },
    isOvertaken(path, now) {
      awaited = awaited.filter(({ at }) => now - at < EXPECTED_MS);
      const index = awaited.findIndex((move) => move.path === path);
      if (index < 0) awaited = [];
      else awaited = awaited.slice(index);
      return awaited.length > 1;
    },
  };
}
