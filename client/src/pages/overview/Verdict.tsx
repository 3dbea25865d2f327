import { useEffect, useRef } from "react";
import { useOverviewMessages } from "../../i18n/language.ts";
import type { Fact } from "../../insight/verdict/fact.ts";
import type { Verdict } from "../../insight/verdict/verdict.ts";
import { factInWords, verdictTitle } from "../../insight/words.ts";
import { announce } from "../../ui/Announcer.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { CircleCheck, CircleDashed } from "../../ui/icons.ts";
import { StatementText } from "../StatementText.tsx";
import { useWords } from "../useWords.ts";
import { SEVERITY_LOOKS } from "./severity.ts";

/** How long a verdict must last before it is announced, in ms. */
const ANNOUNCE_AFTER_MS = 3_000;
/** How many facts have room. */
const MAX_FACTS = 3;

/** How many lines each text may take, by the number of texts: together at most six on a phone, three elsewhere. */
const CLAMPS: Record<number, readonly string[]> = {
  1: ["line-clamp-3"],
  2: ["line-clamp-3 sm:line-clamp-1", "line-clamp-3 sm:line-clamp-1"],
  3: ["line-clamp-3 sm:line-clamp-1", "line-clamp-2 sm:line-clamp-1", "line-clamp-1"],
};
/** The same of three problems. */
const EQUAL_CLAMPS = new Array<string>(MAX_FACTS).fill("line-clamp-2 sm:line-clamp-1");

const LOOKS = {
  ...SEVERITY_LOOKS,
  ok: [CircleCheck, "border-ok/40 bg-ok-soft", "text-ok-text"],
  unknown: [CircleDashed, "bg-muted", "text-muted-foreground"],
} as const;

/** Announces a verdict that lasts, so that a flicker is not read out. */
function useAnnouncement(headline: string): void {
  const announced = useRef(headline);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (announced.current !== headline) announce(headline);
      announced.current = headline;
    }, ANNOUNCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [headline]);
}

/** A fact in a line, which leads to the rows behind it. */
function FactLine({ fact, clamp = "" }: { fact: Fact; clamp: string | undefined }) {
  const { verdict } = useOverviewMessages();
  const { severity } = fact;
  const [icon, , ink] = SEVERITY_LOOKS[severity];
  const statement = factInWords(fact, useWords());
  return (
    <li className="flex items-start gap-1.5 max-sm:min-h-10" data-fact={fact.kind}>
      <Icon node={icon} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <span className={`min-w-0 ${clamp} ${severity === "info" ? "text-muted-foreground" : ""}`}>
        <span className="sr-only">{verdict.severity[severity]}: </span>
        <StatementText statement={statement} link={fact.link} />
      </span>
    </li>
  );
}

/** Whether something is wrong, in words; its room does not change with them. */
export function VerdictPanel({ verdict }: { verdict: Verdict }) {
  const t = useOverviewMessages();
  const headline = verdictTitle(verdict, useWords());
  useAnnouncement(headline);
  const { status, isEarly, worst, notes } = verdict;
  const [icon, look, ink] = LOOKS[status === "wrong" ? (worst[0]?.severity ?? "warning") : status];
  const facts = [...worst, ...notes].slice(0, MAX_FACTS);
  const hasChecked = status === "ok" && facts.length < MAX_FACTS;
  const before = hasChecked ? 1 : 0;
  const clamps = worst.length === MAX_FACTS ? EQUAL_CLAMPS : CLAMPS[before + facts.length];
  return (
    <section
      aria-labelledby="verdict"
      data-testid="verdict"
      data-status={status}
      className={`card flex min-h-51 gap-3 px-4 py-3 sm:min-h-31 ${look}`}
    >
      <Icon node={icon} className={`size-7 shrink-0 ${ink}`} />
      <div className="grid min-w-0 content-start gap-1">
        <h2 id="verdict" className={`text-lg leading-7 font-semibold ${ink}`}>
          {headline}
        </h2>
        {hasChecked && (
          <p className={clamps?.[0]}>{isEarly ? t.verdict.checkedEarly : t.verdict.checked}</p>
        )}
        <ul className="grid gap-0.5">
          {facts.map((fact, index) => (
            <FactLine
              key={JSON.stringify([fact.kind, fact.link])}
              fact={fact}
              clamp={clamps?.[before + index]}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}
