import { expectEqual } from "../conformance/check.ts";
import { expectConsistent } from "../conformance/invariants.ts";
import type { Pool } from "../conformance/shapes.ts";
import { POOL_SIZE } from "./plan.ts";

/** Checks the pool's numbers of any answer: the configured size, and the two documented formulas. */
export function expectRightPool(pool: Pool): void {
  expectEqual("size", pool.size, POOL_SIZE);
  expectConsistent(pool);
}

/** Checks that the pool's numbers are those of its workers, `ready` as idle and `terminated` nowhere. */
export function expectCounted(
  { active, idle, creating }: Pick<Pool, "active" | "idle" | "creating">,
  workers: Iterable<{ state: string; workers?: number }>,
): void {
  const counts = new Map<string, number>();
  for (const { state, workers: some = 1 } of workers) {
    counts.set(state, (counts.get(state) ?? 0) + some);
  }
  const count = (state: string) => counts.get(state) ?? 0;
  expectEqual("active beside its workers", active, count("active"));
  expectEqual("idle beside its workers", idle, count("idle") + count("ready"));
  expectEqual("creating beside its workers", creating, count("creating"));
}
