import type { Check } from "./check.ts";
import { authChecks } from "./checks/auth.ts";
import { feedChecks } from "./checks/feed.ts";
import { historyChecks } from "./checks/history.ts";
import { httpChecks } from "./checks/http.ts";
import { pageChecks } from "./checks/pages.ts";
import { prometheusChecks } from "./checks/prometheus.ts";
import { snapshotChecks } from "./checks/snapshot.ts";
import { statsChecks } from "./checks/stats.ts";
import { thresholdChecks } from "./checks/thresholds.ts";
import { traversalChecks } from "./checks/traversal.ts";

/** Every check, in the order of the report. */
export const allChecks: readonly Check[] = [
  ...snapshotChecks,
  ...thresholdChecks,
  ...statsChecks,
  ...prometheusChecks,
  ...feedChecks,
  ...historyChecks,
  ...httpChecks,
  ...authChecks,
  ...pageChecks,
  ...traversalChecks,
];
