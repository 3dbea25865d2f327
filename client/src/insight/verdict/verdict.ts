import { isFlowing } from "../../data/feed/connection.ts";
import type { VitalName } from "../vitals.ts";
import { appFacts } from "./appFacts.ts";
import type { Evidence, Fact, Severity } from "./fact.ts";
import { pageFacts } from "./pageFacts.ts";
import { poolFacts } from "./poolFacts.ts";
import { MINUTE_MS } from "./thresholds.ts";
import { workerFacts } from "./workerFacts.ts";

/** Whether something is wrong, and what. */
export interface Verdict {
  /** `unknown` while the numbers of now are missing; what was wrong before may still be so. */
  status: "ok" | "wrong" | "unknown";
  /** Whether too little was received so far to compare response times with earlier ones. */
  isEarly: boolean;
  /** The worst facts, at most three, the worst first. */
  worst: readonly Fact[];
  /** How many further ones there are. */
  more: number;
  /** What is no fault, but explains what is seen. */
  notes: readonly Fact[];
  /** The numbers of the first screen that are alarming. */
  alarms: ReadonlyMap<VitalName, Severity>;
}

const WORST_SHOWN = 3;
const ORDER: readonly Severity[] = ["critical", "warning", "info"];

/** Judges what the page has received. */
export function verdictOf(evidence: Evidence): Verdict {
  const facts = withoutRepetition([
    ...appFacts(evidence),
    ...workerFacts(evidence),
    ...poolFacts(evidence),
    ...pageFacts(evidence),
  ]).toSorted(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.weight - a.weight,
  );
  const wrong = facts.filter(({ severity }) => severity !== "info");
  const alarms = new Map<VitalName, Severity>();
  for (const { vital, severity } of wrong.toReversed()) if (vital) alarms.set(vital, severity);
  return {
    status: wrong.length > 0 ? "wrong" : isKnown(evidence) ? "ok" : "unknown",
    isEarly: evidence.now - (evidence.ledger.since ?? evidence.now) < MINUTE_MS,
    worst: wrong.slice(0, WORST_SHOWN),
    more: Math.max(wrong.length - WORST_SHOWN, 0),
    notes: facts.filter(({ severity }) => severity === "info"),
    alarms,
  };
}

/** That nothing is wrong can be said only with numbers of the pool and of its workers. */
function isKnown({ connection: { phase }, pool, ledger }: Evidence): boolean {
  const isCurrent = isFlowing(phase) || phase === "paused";
  return isCurrent && pool.length > 0 && ledger.t !== null;
}

/** A crash loop stands for its failed workers and requests, an app that fails for the sum of all. */
function withoutRepetition(facts: readonly Fact[]): Fact[] {
  const looping = new Set(facts.flatMap((fact) => (fact.kind === "crashLoop" ? [fact.app] : [])));
  const isAppFailing = facts.some((fact) => fact.kind === "failing" && fact.app !== null);
  return facts.filter((fact) => {
    if (fact.kind === "failed") return !looping.has(fact.app);
    if (fact.kind !== "failing") return true;
    return fact.app === null ? !isAppFailing : !looping.has(fact.app);
  });
}
