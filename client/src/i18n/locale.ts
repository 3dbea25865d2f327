import { readStored, writeStored } from "../state/storage.ts";
import { createStore, useStore } from "../state/store.ts";
import { chooseLocale, LANGUAGE_KEY, type Locale } from "./choose.ts";
import { en } from "./en.ts";
import type { Messages } from "./messages.ts";
import { ptBR } from "./pt-BR.ts";

const MESSAGES: Record<Locale, Messages> = { en, "pt-BR": ptBR };

const chosen = () => chooseLocale(readStored(LANGUAGE_KEY), navigator.languages);

/** The language of the pages. */
export const locale = createStore<Locale>(chosen());

/** Chooses a language, for the shell too: it is the same person on the same origin. */
export function setLocale(next: Locale): void {
  writeStored(LANGUAGE_KEY, next);
  locale.set(next);
}

/** Keeps `lang` right and follows a choice made in the shell or in another tab. */
export function followLocale(): void {
  const apply = () => {
    document.documentElement.lang = locale.get();
  };
  apply();
  locale.subscribe(apply);
  const follow = () => locale.set(chosen());
  window.addEventListener("storage", ({ key }) => {
    if (key === LANGUAGE_KEY || key === null) follow();
  });
  window.addEventListener("languagechange", follow);
}

/** The language of the pages, in a component. */
export function useLocale(): Locale {
  return useStore(locale);
}

/** The texts in the pages' language. */
export function useMessages(): Messages {
  return MESSAGES[useLocale()];
}
