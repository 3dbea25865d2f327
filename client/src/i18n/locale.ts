import { readStored, writeStored } from "../state/storage.ts";
import { createStore, type Store, useStore } from "../state/store.ts";
import { chooseLocale, LANGUAGE_KEY, type Locale } from "./choose.ts";
import type { Messages } from "./messages.ts";

/** A language with its texts: they change together, never one without the other. */
interface Language {
  locale: Locale;
  messages: Messages;
}

/** Each language is a file of its own, so that a page loads only the one it speaks. */
const LOAD: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import("./en.ts")).en,
  "pt-BR": async () => (await import("./pt-BR.ts")).ptBR,
};

let language: Store<Language> | null = null;

const chosen = () => chooseLocale(readStored(LANGUAGE_KEY), navigator.languages);

async function speak(locale: Locale): Promise<void> {
  const next = { locale, messages: await LOAD[locale]() };
  document.documentElement.lang = locale;
  if (language === null) language = createStore<Language>(next);
  else language.set(next);
}

/** Chooses a language, for the shell too: it is the same person on the same origin. */
export async function setLocale(next: Locale): Promise<void> {
  writeStored(LANGUAGE_KEY, next);
  await speak(next);
}

/** Loads the chosen language before anything is drawn, and follows a choice made in the shell. */
export async function startLanguage(): Promise<void> {
  const follow = () => {
    if (language?.get().locale !== chosen()) void speak(chosen());
  };
  window.addEventListener("storage", ({ key }) => {
    if (key === LANGUAGE_KEY || key === null) follow();
  });
  window.addEventListener("languagechange", follow);
  await speak(chosen());
}

function useLanguage(): Language {
  if (language === null) throw new Error("drawn before startLanguage");
  return useStore(language);
}

/** The language of the pages, in a component. */
export function useLocale(): Locale {
  return useLanguage().locale;
}

/** The texts in the pages' language. */
export function useMessages(): Messages {
  return useLanguage().messages;
}
