import type common from "./en/common.ts";
import type details from "./en/details.ts";
import type overview from "./en/overview.ts";
import type panels from "./en/panels.ts";
import type workers from "./en/workers.ts";
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

/** The texts of the Workers page, in any language. */
export type WorkersMessages = Shape<typeof workers>;

/** The texts of what Workers loads on a click, and of problems, in any language. */
export type DetailsMessages = Shape<typeof details>;

/** A page, or a part of one that loads later, with its own texts. */
export type TextPart = "overview" | "panels" | "workers" | "details";

/** The texts of a language that are loaded: the common ones, and those of opened parts. */
export type Messages = CommonMessages &
  Partial<OverviewMessages & PanelMessages & WorkersMessages & DetailsMessages>;

type Part = "common" | TextPart;

/** Each language and part is its own file, so that a visit loads only what it shows. */
const PARTS: Record<Locale, Record<Part, () => Promise<{ default: Partial<Messages> }>>> = {
  en: {
    common: () => import("./en/common.ts"),
    overview: () => import("./en/overview.ts"),
    panels: () => import("./en/panels.ts"),
    workers: () => import("./en/workers.ts"),
    details: () => import("./en/details.ts"),
  },
  "pt-BR": {
    common: () => import("./pt-BR/common.ts"),
    overview: () => import("./pt-BR/overview.ts"),
    panels: () => import("./pt-BR/panels.ts"),
    workers: () => import("./pt-BR/workers.ts"),
    details: () => import("./pt-BR/details.ts"),
  },
};

/** Loads the common texts and those of the opened parts, merged into one dictionary. */
export async function loadMessages(locale: Locale, opened: Iterable<TextPart>): Promise<Messages> {
  const parts: Part[] = ["common", ...opened];
  const loaded = await Promise.all(parts.map((part) => PARTS[locale][part]()));
  return Object.assign({}, ...loaded.map((texts) => texts.default));
}
