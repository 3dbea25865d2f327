import { join } from "node:path";
import { parse } from "yaml";
import type { Behavior, Trigger } from "./autoscaler.ts";
import { SIGNALS, type Signal } from "./signals.ts";

/** What decides on the number of pods: metrics with what they are compared to, and the pace. */
export interface Policy {
  triggers: readonly (Trigger & { signal: Signal | "cpu" })[];
  behavior: Behavior;
}

const FILE = join(import.meta.dir, "../kubernetes/autoscaling/keda-prometheus.yaml");

/** The kit's own ScaledObject. */
export async function shippedPolicy(): Promise<Policy> {
  const { spec } = parse(await Bun.file(FILE).text());
  const { scaleDown } = spec.advanced.horizontalPodAutoscalerConfig.behavior;
  const [down] = scaleDown.policies;
  if (down.type !== "Pods") throw new Error(`${FILE}: expected a scaleDown policy of type Pods`);
  return {
    triggers: spec.triggers.map(triggerOf),
    behavior: {
      min: spec.minReplicaCount,
      max: spec.maxReplicaCount,
      stabilization: scaleDown.stabilizationWindowSeconds,
      downPods: down.value,
      downPeriod: down.periodSeconds,
    },
  };
}

type KedaTrigger = { type: string; metadata: Record<string, string> };

function triggerOf({ type, metadata }: KedaTrigger): Policy["triggers"][number] {
  const { query = "", threshold, value } = metadata;
  if (type === "cpu") return { kind: "ratio", target: Number(value) / 100, signal: "cpu" };
  const signal = (Object.keys(SIGNALS) as Signal[]).find((name) => query.includes(name));
  if (signal === undefined) throw new Error(`${FILE}: the model doesn't know the query ${query}`);
  return { kind: "total", target: Number(threshold), signal };
}

/** The same pace, by one ratio instead. */
export function policyBy(signal: Signal, target: number, { behavior }: Policy): Policy {
  return { triggers: [{ kind: "ratio", target, signal }], behavior };
}
