import { useMemo } from "react";
import { readStored, writeStored } from "../browser/storage.ts";
import { createStore, type Store, useStore } from "../data/store.ts";
import { loadCommon, loadWorkers } from "./load.ts";
import { chooseLocale, LANGUAGE_KEY, type Locale } from "./locales.ts";
import type { CommonMessages, Messages, WorkersMessages } from "./messages.ts";

/** A language with its texts: they change together, never one without the other. */
interface Language {
  locale: Locale;
  common: CommonMessages;
  /** `null` until the Workers page is first opened. */
  workers: WorkersMessages | null;
}

let language: Store<Language> | null = null;
const failed = createStore(false);
let wantsWorkers = false;

const chosen = () => chooseLocale(readStored(LANGUAGE_KEY), navigator.languages);

async function speak(locale: Locale): Promise<void> {
  const [common, workers] = await Promise.all([
    loadCommon(locale),
    wantsWorkers ? loadWorkers(locale) : null,
  ]);
  const next: Language = { locale, common, workers };
  document.documentElement.lang = locale;
  if (language === null) language = createStore(next);
  else language.set(next);
  failed.set(false);
}

/** Speaks another language; when its texts can't be loaded, the old one stays. */
async function change(locale: Locale): Promise<boolean> {
  await speak(locale).catch(() => failed.set(true));
  return !failed.get();
}

/** Loads the texts of the Workers page; it must be done before that page is drawn. */
export async function loadWorkersTexts(): Promise<void> {
  wantsWorkers = true;
  if (language === null || language.get().workers !== null) return;
  const { locale } = language.get();
  const workers = await loadWorkers(locale);
  const now = language.get();
  if (now.locale === locale) language.set({ ...now, workers });
}

/** Chooses a language, for the shell too: it is the same person on the same origin. */
export async function setLocale(next: Locale): Promise<void> {
  if (await change(next)) writeStored(LANGUAGE_KEY, next);
}

/** Loads the chosen language before anything is drawn, and follows a choice made in the shell. */
export async function startLanguage(): Promise<void> {
  const follow = () => {
    if (language?.get().locale !== chosen()) void change(chosen());
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

/** Whether the texts of a language that was chosen last could not be loaded. */
export function useLanguageFailed(): boolean {
  return useStore(failed);
}

/** The language of the pages, in a component. */
export function useLocale(): Locale {
  return useLanguage().locale;
}

/** The texts in the pages' language that every page may need. */
export function useMessages(): CommonMessages {
  return useLanguage().common;
}

/** All texts in the pages' language; only for parts of the Workers page. */
export function useWorkersMessages(): Messages {
  const { common, workers } = useLanguage();
  if (workers === null) throw new Error("drawn before loadWorkersTexts");
  return useMemo(() => ({ ...common, ...workers }), [common, workers]);
}
