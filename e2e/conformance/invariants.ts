import { expectEqual } from "./check.ts";
import type { Pool } from "./shapes.ts";

/** Checks the two documented formulas. */
export function expectConsistent({ size, active, idle, creating, total, utilization }: Pool): void {
  expectEqual(`total of ${active} + ${idle} + ${creating}`, total, active + idle + creating);
  expectEqual(`utilization of ${active} / ${size}`, utilization, size === 0 ? 0 : active / size);
}
