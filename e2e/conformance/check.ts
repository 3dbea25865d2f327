import type { Target } from "./target.ts";

/** One sentence of the contract, and how to check it on a host. */
export interface Check {
  theme: string;
  sentence: string;
  /** Returns why the check does not apply to a target; `undefined` if it does. */
  skip?: (target: Target) => string | undefined;
  /** Rejects with a {@link Mismatch} when the sentence does not hold. */
  run: (target: Target) => Promise<unknown>;
}

/** Creates the checks of a theme, by sentence. */
export function checksOf(theme: string, skip?: Check["skip"]) {
  return (checks: Record<string, Check["run"]>): Check[] =>
    Object.entries(checks).map(([sentence, run]) => ({
      ...{ theme, sentence, run },
      ...(skip && { skip }),
    }));
}

/** The same check for each item. */
export function each<T>(
  items: readonly T[],
  sentence: (item: T) => string,
  run: (target: Target, item: T) => Promise<unknown>,
): Record<string, Check["run"]> {
  const entries = items.map((item) => [sentence(item), (target: Target) => run(target, item)]);
  return Object.fromEntries(entries);
}

/** Skips a check if the manifest has prometheus off. */
export function unlessOff({ prometheus }: Target): string | undefined {
  return prometheus ? undefined : "prometheus is off";
}

/** A failed expectation. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";

  constructor(
    readonly expected: string,
    readonly got: string,
  ) {
    super(`expected ${expected}, got ${got}`);
  }
}

/** Thrown by a check that turns out not to apply to a target. */
export class NotApplicable extends Error {
  override readonly name = "NotApplicable";
}

/** @throws Mismatch unless `holds`. */
export function expectThat(holds: boolean, expected: string, got: unknown): asserts holds {
  if (!holds) throw new Mismatch(expected, show(got));
}

/** @throws Mismatch unless `got` is `expected`. */
export function expectEqual<T extends string | number | boolean | null>(
  what: string,
  got: T,
  expected: T,
): void {
  expectThat(got === expected, `${what} ${show(expected)}`, got);
}

/** @throws Mismatch unless a header matches. */
export function expectHeader(
  { headers }: { headers: Headers },
  name: string,
  pattern: RegExp,
): void {
  const value = headers.get(name) ?? "none";
  expectThat(pattern.test(value), `${name} ${pattern.source}`, value);
}

/** @throws Mismatch unless caches must not keep a response. */
export function expectNoStore(response: { headers: Headers }): void {
  expectHeader(response, "cache-control", /no-store/);
}

/** A value in one line of a report. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
