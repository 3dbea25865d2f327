import type { AlertCase } from "./alert-case.ts";
import { ERROR_CASES } from "./error-cases.ts";
import { POOL_CASES } from "./pool-cases.ts";
import { PROCESS_CASES } from "./process-cases.ts";
import { WORKER_CASES } from "./worker-cases.ts";

/** All histories of the alerts' unit tests. */
export const CASES: readonly AlertCase[] = [
  ...POOL_CASES,
  ...PROCESS_CASES,
  ...WORKER_CASES,
  ...ERROR_CASES,
];
