import type { Check } from "./check.ts";
import { addressChecks } from "./checks/addresses.ts";
import { encodingChecks } from "./checks/encoding.ts";
import { feedChecks } from "./checks/feed.ts";
import { historyChecks } from "./checks/history.ts";
import { instanceChecks } from "./checks/instance.ts";
import { methodChecks } from "./checks/methods.ts";
import { pageAssetChecks } from "./checks/page-assets.ts";
import { pageChecks } from "./checks/pages.ts";
import { prometheusChecks } from "./checks/prometheus.ts";
import { prometheusOffChecks } from "./checks/prometheus-off.ts";
import { snapshotChecks } from "./checks/snapshot.ts";
import { statsChecks } from "./checks/stats.ts";
import { statsQueryChecks } from "./checks/stats-query.ts";
import { thresholdChecks } from "./checks/thresholds.ts";
import { traversalChecks } from "./checks/traversal.ts";

/** Every check, in the order of the report. */
export const allChecks: readonly Check[] = [
  ...snapshotChecks,
  ...thresholdChecks,
  ...statsChecks,
  ...statsQueryChecks,
  ...prometheusChecks,
  ...prometheusOffChecks,
  ...feedChecks,
  ...historyChecks,
  ...instanceChecks,
  ...methodChecks,
  ...addressChecks,
  ...encodingChecks,
  ...pageChecks,
  ...pageAssetChecks,
  ...traversalChecks,
];
