import type { Locale } from "./locales.ts";
import type { CommonMessages, WorkersMessages } from "./messages.ts";

/** Each language is a file of its own, so that a page loads only the one it speaks. */
const COMMON: Record<Locale, () => Promise<CommonMessages>> = {
  en: async () => (await import("./en/common.ts")).en,
  "pt-BR": async () => (await import("./pt-BR/common.ts")).ptBR,
};

const WORKERS: Record<Locale, () => Promise<WorkersMessages>> = {
  en: async () => (await import("./en/workers.ts")).enWorkers,
  "pt-BR": async () => (await import("./pt-BR/workers.ts")).ptBRWorkers,
};

/** Loads the texts that every page may need. */
export function loadCommon(locale: Locale): Promise<CommonMessages> {
  return COMMON[locale]();
}

/** Loads the texts of the Workers page. */
export function loadWorkers(locale: Locale): Promise<WorkersMessages> {
  return WORKERS[locale]();
}
