import { STEP } from "./signals.ts";

/** A metric that the autoscaler follows. */
export interface Trigger {
  /** `total`: pods = value / target (AverageValue). `ratio`: pods = pods now * value / target. */
  kind: "total" | "ratio";
  target: number;
}

/** Bounds and pace, as in a ScaledObject; times in seconds. */
export interface Behavior {
  min: number;
  max: number;
  stabilization: number;
  /** Pods that may be removed in a period. */
  downPods: number;
  downPeriod: number;
}

/** Kubernetes leaves the number of pods alone within a tenth of the target. */
const TOLERANCE = 0.1;
/** Kubernetes' default policy for more pods, in each 15 s: twice as many, or four more. */
const UP_PODS = 4;

/**
 * Kubernetes' HorizontalPodAutoscaler, which KEDA drives too: each metric asks for a number of pods, and the highest
 * counts. Pods are only removed if nothing in the stabilization window asked for more, and no faster than the policy allows.
 */
export class Autoscaler {
  readonly #desired: number[] = [];
  /** When pods were removed, one time for each. */
  #gone: number[] = [];

  constructor(readonly behavior: Behavior) {}

  /** The new desired number of pods. */
  decide(at: number, pods: number, metrics: readonly (readonly [Trigger, number])[]): number {
    const { min, max, stabilization, downPods, downPeriod } = this.behavior;
    const desired = Math.max(
      ...metrics.map(([trigger, value]) => desiredPods(trigger, value, pods)),
    );
    const bounded = Math.min(max, Math.max(min, desired));
    this.#desired.push(bounded);
    if (this.#desired.length > stabilization / STEP) this.#desired.shift();
    if (bounded > pods) return Math.min(bounded, Math.max(pods * 2, pods + UP_PODS));
    this.#gone = this.#gone.filter((gone) => gone > at - downPeriod);
    const stable = Math.max(...this.#desired);
    const allowed = Math.max(0, downPods - this.#gone.length);
    const next = Math.max(Math.min(pods, stable), pods - allowed);
    for (let i = next; i < pods; i++) this.#gone.push(at);
    return next;
  }
}

function desiredPods({ kind, target }: Trigger, value: number, pods: number): number {
  const ratio = kind === "total" ? value / (target * pods) : value / target;
  return Math.abs(ratio - 1) <= TOLERANCE ? pods : Math.ceil(ratio * pods - 1e-9);
}
