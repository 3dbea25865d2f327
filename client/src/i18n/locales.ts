/** The pages' languages, as BCP 47 tags. */
export const LOCALES = ["en", "pt-BR"] as const;

/** A language of the pages. */
export type Locale = (typeof LOCALES)[number];

/** Where the shell stores its language, for all pages of the origin. */
export const LANGUAGE_KEY = "buntime:language";

function match(tag: string): Locale | null {
  const language = tag.toLowerCase().split(/[-_]/, 1)[0];
  if (language === "pt") return "pt-BR";
  return language === "en" ? "en" : null;
}

/** Chooses a language: the shell's choice, otherwise the browser's first one that is available, otherwise English. */
export function chooseLocale(stored: string | null, browser: readonly string[]): Locale {
  const candidates = stored === null ? browser : [stored, ...browser];
  for (const tag of candidates) {
    const known = match(tag);
    if (known) return known;
  }
  return "en";
}
