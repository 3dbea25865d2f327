import type { common } from "./en/common.ts";
import type { details } from "./en/details.ts";
import type { insight } from "./en/insight.ts";
import type { overview } from "./en/overview.ts";
import type { panels } from "./en/panels.ts";
import type { workers } from "./en/workers.ts";
import type { Locale } from "./locales.ts";

type Shape<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Shape<T[Key]>;
};

/** The texts that every page may need, in any language: a missing or surplus one is a type error. */
export type CommonMessages = Shape<typeof common>;

/** The texts of the Overview page, in any language. */
export type OverviewMessages = Shape<typeof overview>;

/** The texts of what Overview loads after its first paint, in any language. */
export type PanelMessages = Shape<typeof panels>;

/** The texts on what is wrong and what happened, in any language. */
export type InsightMessages = Shape<typeof insight>;

/** The texts of the Workers page, in any language. */
export type WorkersMessages = Shape<typeof workers>;

/** The texts of what Workers loads on a click, in any language. */
export type DetailsMessages = Shape<typeof details>;

/** What has texts of its own: a page, or the part of one that loads later. */
export type TextPart = "insight" | "overview" | "panels" | "workers" | "details";

/** What has been loaded of a language: the common texts, and those of what was opened. */
export type Messages = CommonMessages &
  Partial<InsightMessages & OverviewMessages & PanelMessages & WorkersMessages & DetailsMessages>;

type Part = "common" | TextPart;

/** Each language and part is its own file, so that a visit loads only what it shows. */
const PARTS: Record<Locale, Record<Part, () => Promise<Partial<Messages>>>> = {
  en: {
    common: async () => (await import("./en/common.ts")).common,
    insight: async () => (await import("./en/insight.ts")).insight,
    overview: async () => (await import("./en/overview.ts")).overview,
    panels: async () => (await import("./en/panels.ts")).panels,
    workers: async () => (await import("./en/workers.ts")).workers,
    details: async () => (await import("./en/details.ts")).details,
  },
  "pt-BR": {
    common: async () => (await import("./pt-BR/common.ts")).common,
    insight: async () => (await import("./pt-BR/insight.ts")).insight,
    overview: async () => (await import("./pt-BR/overview.ts")).overview,
    panels: async () => (await import("./pt-BR/panels.ts")).panels,
    workers: async () => (await import("./pt-BR/workers.ts")).workers,
    details: async () => (await import("./pt-BR/details.ts")).details,
  },
};

/** Loads the common texts and those of what was opened, merged into one dictionary. */
export async function loadMessages(locale: Locale, opened: Iterable<TextPart>): Promise<Messages> {
  const parts = PARTS[locale];
  const loaded = await Promise.all(["common", ...opened].map((part) => parts[part as Part]()));
  return Object.assign({}, ...loaded);
}
