import { describe, expect, test } from "bun:test";
import { formatCount, formatMs } from "../format/number.ts";
import { formatClock, formatDuration } from "../format/time.ts";
import english from "../i18n/en/overview.ts";
import englishPanels from "../i18n/en/panels.ts";
import portuguese from "../i18n/pt-BR/overview.ts";
import portuguesePanels from "../i18n/pt-BR/panels.ts";
import {
  type EntryDetail,
  entryInWords,
  type JournalEntry,
  type JournalWords,
} from "./journal/entries.ts";
import { type FactDetail, fact } from "./verdict/fact.ts";
import type { Verdict } from "./verdict/verdict.ts";
import { factInWords, shortenApp, verdictTitle } from "./words.ts";

type Texts = Pick<JournalWords, "t" | "journal">;
const wordsOf = (locale: string, texts: Texts): JournalWords => ({
  ...texts,
  format: {
    count: (value) => formatCount(value, locale),
    ms: (value) => formatMs(value, locale),
    duration: (seconds) => formatDuration(seconds, locale),
    clock: (ms) => formatClock(ms, locale, "utc"),
  },
});
const en = wordsOf("en", { t: english.insight, journal: englishPanels.journal });
const pt = wordsOf("pt-BR", { t: portuguese.insight, journal: portuguesePanels.journal });

const NINE = Date.UTC(2026, 0, 2, 9);
const inWords = (detail: FactDetail, words = en, since: number | null = null) => {
  const { app, text, time } = factInWords(fact("warning", 1, detail, { since }), words);
  const plain = text.replace(/[\u00A0\u202F]/g, " ");
  return [app === null ? plain : `${app}: ${plain}`, ...(time === null ? [] : [time])].join(", ");
};

const app = "checkout@2.1.0";
const seconds = 300;

describe("facts", () => {
  test.each<[FactDetail, string, string]>([
    [
      { kind: "failing", app, errors: 38, requests: 38, seconds },
      "checkout@2.1.0: 38 of 38 requests failed in the last 5 minutes",
      "checkout@2.1.0: 38 de 38 requisições falharam nos últimos 5 minutos",
    ],
    [
      { kind: "failing", app: null, errors: 1, requests: 1, seconds: 12.4 },
      "1 of 1 request failed in the last 12 seconds",
      "1 de 1 requisição falhou nos últimos 12 segundos",
    ],
    [
      { kind: "crashLoop", app, failures: 3, seconds: 600 },
      "checkout@2.1.0: crash loop: 3 workers failed in the last 10 minutes",
      "checkout@2.1.0: falhas em série: 3 workers falharam nos últimos 10 minutos",
    ],
    [
      { kind: "failed", app, workers: 1 },
      "checkout@2.1.0: 1 worker crashed or failed to start",
      "checkout@2.1.0: 1 worker caiu ou não iniciou",
    ],
    [
      { kind: "blocked", app, worker: "a" },
      "checkout@2.1.0: a worker's event loop is blocked",
      "checkout@2.1.0: o event loop de um worker está bloqueado",
    ],
    [
      { kind: "slow", app, meanMs: 1_500, earlierMs: 40, seconds: 60 },
      "checkout@2.1.0: mean response 1.5s in the last minute, up from 40 ms",
      "checkout@2.1.0: resposta média de 1,5 s no último minuto; antes era de 40 ms",
    ],
    [
      { kind: "exhausted", evictions: 900, requests: 1_200, seconds },
      "The pool is exhausted: 900 of 1,200 requests evicted a worker in the last 5 minutes",
      "O pool está esgotado: 900 de 1.200 requisições removeram um worker nos últimos 5 minutos",
    ],
    [
      { kind: "queueFull", depth: 100, limit: 100 },
      "The queue for apps with ttl 0 is full and refuses requests: 100 of 100",
      "A fila dos apps com ttl 0 está cheia e recusa requisições: 100 de 100",
    ],
    [
      { kind: "clockSkew", aheadMs: -2_400_000 },
      "The server's clock is 40m behind this device's",
      "O relógio do servidor está 40 min atrasado em relação a este dispositivo",
    ],
  ])("%o", (detail, inEnglish, inPortuguese) => {
    expect(inWords(detail)).toBe(inEnglish);
    expect(inWords(detail, pt)).toBe(inPortuguese);
  });

  test("say since when, if that is known", () => {
    const failed = { kind: "failed", app, workers: 2 } as const;
    expect(inWords(failed, en, NINE)).toMatch(/failed to start, since 09:00:00 AM$/);
    expect(inWords(failed, pt, NINE)).toEndWith(", desde 09:00:00");
    expect(inWords({ kind: "started" }, pt, NINE)).toBe("O runtime foi iniciado às 09:00:00");
    expect(inWords({ kind: "restarted" }, pt, NINE)).toBe("O runtime reiniciou às 09:00:00");
  });
});

test("the verdict's title counts all problems, not only those shown", () => {
  const alarms = new Map();
  const verdict: Verdict = { status: "ok", isEarly: false, worst: [], more: 0, notes: [], alarms };
  expect(verdictTitle(verdict, en)).toBe("Nothing is wrong");
  expect(verdictTitle({ ...verdict, status: "unknown" }, pt)).toBe("Sem números atuais");
  const worst = [fact("critical", 1, { kind: "unreadable" })];
  expect(verdictTitle({ ...verdict, status: "wrong", worst }, en)).toBe("1 problem");
  expect(verdictTitle({ ...verdict, status: "wrong", worst, more: 2 }, pt)).toBe("3 problemas");
});

describe("journal entries", () => {
  const entry = (detail: EntryDetail, from: number | null = null): JournalEntry => {
    return { ...detail, id: 1, t: NINE, from, link: null };
  };

  test("say what happened, and how a worker ended if that is known", () => {
    const ended = { kind: "ended", app, worker: "a" } as const;
    const texts = (["evicted", null] as const).map(
      (how) => entryInWords(entry({ ...ended, how }), en).text,
    );
    expect(texts).toEqual(["worker evicted to make room for another app", "worker ended"]);
    expect(entryInWords(entry({ kind: "created", app, worker: "a" }), pt)).toEqual({
      app,
      text: "worker criado",
      time: "09:00:00",
    });
    const over = entry({ kind: "overCapacity", total: 9, size: 6 });
    expect(entryInWords(over, en).text).toBe("Over capacity: 9 workers in a pool of 6");
  });

  test("after a gap have the times of the readings around it", () => {
    const { time } = entryInWords(entry({ kind: "restarted" }, NINE - 60_000), pt);
    expect(time).toBe("entre 08:59:00 e 09:00:00");
  });
});

test("a long app in a sentence keeps its beginning and its version", () => {
  expect(shortenApp("@acme/checkout@2.1.0")).toBe("@acme/checkout@2.1.0");
  expect(shortenApp("@acme-international/checkout-gateway@2.1.0-rc.1")).toBe(
    "@acme-international/checkout…@2.1.0-rc.1",
  );
  expect(shortenApp(`shop@1.0.0-${"x".repeat(99)}`)).toBe(`shop@1.0.0-${"x".repeat(12)}…`);
  expect(shortenApp("😀".repeat(50))).toBe(`${"😀".repeat(39)}…`);
});
