import type { Format } from "../format/useFormat.ts";
import type { OverviewMessages } from "../i18n/messages.ts";
import type { Fact } from "./verdict/fact.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** The texts and formats of the pages' language. */
export interface Words {
  t: OverviewMessages["insight"];
  format: Pick<Format, "count" | "ms" | "duration" | "clock">;
}

/** A fact or a journal entry in words. */
export interface Statement {
  /** The app that it is about; separate from the text, since its name may be right-to-left. */
  app: string | null;
  text: string;
  /** Since when, or when. */
  time: string | null;
}

/** The verdict in short. */
export function verdictTitle({ status, worst, more }: Verdict, { t }: Words): string {
  return status === "wrong" ? t.verdict.wrong(worst.length + more) : t.verdict[status];
}

/** A fact in words. */
export function factInWords(fact: Fact, words: Words): Statement {
  const { t, format } = words;
  // The text of a start includes its time.
  const hasTime = fact.since !== null && fact.kind !== "started" && fact.kind !== "restarted";
  return {
    app: "app" in fact ? fact.app : null,
    text: factText(fact, words),
    time: hasTime ? t.verdict.since(format.clock(fact.since ?? 0)) : null,
  };
}

/** The period in words, below 90 s in seconds. */
function period(seconds: number, { t }: Words): string {
  const whole = Math.max(Math.round(seconds), 1);
  return whole < 90 && whole !== 60
    ? t.verdict.lastSeconds(whole)
    : t.verdict.lastMinutes(Math.round(whole / 60));
}

function factText(fact: Fact, words: Words): string {
  const { count, ms, duration, clock } = words.format;
  const { facts } = words.t;
  switch (fact.kind) {
    case "failing":
      return facts.failing(count(fact.errors), fact.requests, period(fact.seconds, words));
    case "crashLoop":
      return facts.crashLoop(fact.failures, period(fact.seconds, words));
    case "failed":
      return facts.failed(fact.workers);
    case "slow":
      return facts.slow(ms(fact.meanMs), ms(fact.earlierMs), period(fact.seconds, words));
    case "exhausted":
    case "thrash":
      return facts[fact.kind](count(fact.evictions), fact.requests, period(fact.seconds, words));
    case "pressure":
      return facts.pressure(count(fact.active), count(fact.size));
    case "noWorkers":
      return facts.noWorkers(fact.requests, period(fact.seconds, words));
    case "queueFull":
    case "queueFilling":
      return facts[fact.kind](count(fact.depth), count(fact.limit));
    case "overCapacity":
      return facts.overCapacity(fact.total, count(fact.size));
    case "started":
    case "restarted":
      return facts[fact.kind](clock(fact.since ?? 0));
    case "restartLoop":
      return facts.restartLoop(fact.restarts, period(fact.seconds, words));
    case "instances":
      return facts.instances(fact.count);
    case "clockSkew":
      return fact.aheadMs > 0
        ? facts.clockAhead(duration(fact.aheadMs / 1_000))
        : facts.clockBehind(duration(-fact.aheadMs / 1_000));
    case "blocked":
    case "unreadable":
    case "feedFull":
    case "polling":
      return facts[fact.kind];
  }
}

/** The maximum length of an app in a sentence, and of its version in it, in characters. */
const [APP_LENGTH, VERSION_LENGTH] = [40, 20];

/** Shortens an app's name or version if it would leave no room for the rest of a sentence. */
export function shortenApp(app: string): string {
  if (app.length <= APP_LENGTH) return app;
  const at = app.lastIndexOf("@");
  const version = cut(at < 1 ? "" : app.slice(at), VERSION_LENGTH);
  return cut(at < 1 ? app : app.slice(0, at), APP_LENGTH - version.length) + version;
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
