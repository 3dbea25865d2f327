import { useOverviewMessages } from "../../i18n/language.ts";
import type { Fact, Severity } from "../../insight/verdict/fact.ts";
import type { Verdict } from "../../insight/verdict/verdict.ts";
import { factInWords, verdictTitle } from "../../insight/words.ts";
import { useAnnouncement } from "../../ui/Announcer.tsx";
import { Icon, type IconNode } from "../../ui/Icon.tsx";
import {
  CircleAlert,
  CircleCheck,
  CircleQuestionMark,
  Info,
  TriangleAlert,
} from "../../ui/icons.ts";
import { StatementText, useWords } from "../StatementText.tsx";

/** The icon and the colours of a severity; colour alone would not be accessible. */
export const SEVERITY_LOOKS: Record<
  Severity,
  readonly [icon: IconNode, card: string, ink: string]
> = {
  critical: [CircleAlert, "border-bad bg-bad-soft", "text-bad-text"],
  warning: [TriangleAlert, "border-warn bg-warn-soft", "text-warn-text"],
  info: [Info, "", "text-muted-foreground"],
};

/** How long a verdict must last before it is announced, in ms. */
const ANNOUNCE_AFTER_MS = 3_000;
/** The number of facts that fit. */
const MAX_FACTS = 3;

/** A line's offset, and the lines of text that it may take: one, on a phone six for all of them. */
type Place = readonly [offset: string, clamp: string];

/** On a phone the worst problem gets most of the room. */
const PLACES: readonly Place[] = [
  ["", "line-clamp-3 sm:line-clamp-1"],
  ["[translate:0_3.875rem] sm:[translate:0_1.375rem]", "line-clamp-2 sm:line-clamp-1"],
  ["[translate:0_6.5rem] sm:[translate:0_2.75rem]", "line-clamp-1"],
];
/** Three problems share it equally. */
const EQUAL_PLACES: readonly Place[] = [
  ["", "line-clamp-2 sm:line-clamp-1"],
  ["[translate:0_2.625rem] sm:[translate:0_1.375rem]", "line-clamp-2 sm:line-clamp-1"],
  ["[translate:0_5.25rem] sm:[translate:0_2.75rem]", "line-clamp-2 sm:line-clamp-1"],
];

const LOOKS = {
  ...SEVERITY_LOOKS,
  ok: [CircleCheck, "border-ok-line bg-ok-soft", "text-ok-text"],
  unknown: [CircleQuestionMark, "bg-muted", "text-muted-foreground"],
} as const;

/** A fact, linked to the rows behind it. */
function FactLine({ fact, place: [offset, clamp] }: { fact: Fact; place: Place }) {
  const { verdict } = useOverviewMessages();
  const { severity } = fact;
  const [icon, , ink] = SEVERITY_LOOKS[severity];
  const statement = factInWords(fact, useWords());
  return (
    <li className={`fact ${offset}`} data-fact={fact.kind}>
      <Icon node={icon} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <span className={`min-w-0 ${clamp} ${severity === "info" ? "text-muted-foreground" : ""}`}>
        <span className="sr-only">{verdict.severity[severity]}: </span>
        <StatementText statement={statement} link={fact.link} />
      </span>
    </li>
  );
}

/**
 * Whether something is wrong, in words. Its size is fixed. Lines move by `translate`, which isn't a layout shift,
 * and keep their elements, so that a link that has the focus keeps it.
 */
export function VerdictPanel({ verdict }: { verdict: Verdict }) {
  const t = useOverviewMessages();
  const headline = verdictTitle(verdict, useWords());
  useAnnouncement(headline, ANNOUNCE_AFTER_MS);
  const { status, isEarly, worst, notes } = verdict;
  const [icon, look, ink] = LOOKS[status === "wrong" ? (worst[0]?.severity ?? "warning") : status];
  const facts = [...worst, ...notes].slice(0, MAX_FACTS);
  const hasChecked = status === "ok" && facts.length < MAX_FACTS;
  const places = worst.length === MAX_FACTS ? EQUAL_PLACES : PLACES.slice(hasChecked ? 1 : 0);
  return (
    <section
      aria-labelledby="verdict"
      data-testid="verdict"
      data-status={status}
      className={`card flex gap-3 px-4 py-3 ${look}`}
    >
      <Icon node={icon} className={`size-7 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1">
        <h2 id="verdict" className={`mb-1 text-lg [line-height:1.75rem] font-semibold ${ink}`}>
          {headline}
        </h2>
        <div className="relative h-31 sm:h-16">
          {hasChecked && (
            <p className={PLACES[0]?.[1]}>{isEarly ? t.verdict.checkedEarly : t.verdict.checked}</p>
          )}
          <ul>
            {facts.map((fact, index) => (
              <FactLine
                key={JSON.stringify([fact.kind, fact.link])}
                fact={fact}
                place={places[index] ?? ["", ""]}
              />
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
