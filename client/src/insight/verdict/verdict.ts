import { isFlowing } from "../../data/feed/connection.ts";
import type { VitalName } from "../vitals.ts";
import { appFacts } from "./appFacts.ts";
import type { Evidence, Fact, Severity } from "./fact.ts";
import { pageFacts } from "./pageFacts.ts";
import { poolFacts } from "./poolFacts.ts";
import { MINUTE_MS } from "./thresholds.ts";

/** Whether something is wrong, and what. */
export interface Verdict {
  /** `unknown` while current numbers are missing. */
  status: "ok" | "wrong" | "unknown";
  /** Whether it is too early to compare response times with earlier ones. */
  isEarly: boolean;
  /** The worst problems, at most three, the worst first. */
  worst: readonly Fact[];
  /** The number of further problems. */
  more: number;
  /** Facts of severity `info`. */
  notes: readonly Fact[];
  /** The numbers of the first screen that are alarming, each with its worst severity. */
  alarms: ReadonlyMap<VitalName, Severity>;
}

const WORST_SHOWN = 3;
const ORDER: readonly Severity[] = ["critical", "warning", "info"];

/** Judges what the page has received. */
export function verdictOf(evidence: Evidence): Verdict {
  const facts = withoutRepetition([
    ...appFacts(evidence),
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

/** "Nothing is wrong" requires current numbers of the pool and of its workers. */
function isKnown({ connection: { phase }, pool, ledger }: Evidence): boolean {
  const isCurrent = isFlowing(phase) || phase === "paused";
  return isCurrent && pool.length > 0 && ledger.t !== null;
}

/** Leaves out facts that another one includes: failed workers and requests of a crash loop, and the sum of failing apps. */
function withoutRepetition(facts: readonly Fact[]): Fact[] {
  const looping = new Set(facts.flatMap((fact) => (fact.kind === "crashLoop" ? [fact.app] : [])));
  const isAppFailing = facts.some((fact) => fact.kind === "failing" && fact.app !== null);
  return facts.filter((fact) => {
    if (fact.kind === "failed") return !looping.has(fact.app);
    if (fact.kind !== "failing") return true;
    return fact.app === null ? !isAppFailing : !looping.has(fact.app);
  });
}
