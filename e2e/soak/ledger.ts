/** How many problems are kept in words, one of those that begin alike; all are counted. */
const KEPT = 20;
const ALIKE = 40;

/** What a run has seen: answers by kind, and everything that was wrong. */
export class Ledger {
  readonly #answers = new Map<string, number>();
  readonly problems: string[] = [];
  problemCount = 0;

  /** Counts one answer, such as `prometheus 200`. */
  answered(kind: string): void {
    this.#answers.set(kind, (this.#answers.get(kind) ?? 0) + 1);
  }

  /** Notes something that must not be. */
  problem(text: string): void {
    this.problemCount++;
    const start = text.slice(0, ALIKE);
    const isNew = !this.problems.some((problem) => problem.startsWith(start));
    if (isNew && this.problems.length < KEPT) this.problems.push(text.slice(0, 500));
  }

  /** Answers of a kind, so far. */
  count(kind: string): number {
    return this.#answers.get(kind) ?? 0;
  }

  /** All kinds with their counts, by name. */
  get answers(): Record<string, number> {
    return Object.fromEntries([...this.#answers].sort(([a], [b]) => a.localeCompare(b)));
  }
}
