import { useEffect } from "react";
import { readStored, writeStored } from "../browser/storage.ts";
import { createStore, type Store, useStore } from "../data/store.ts";
import { chooseLocale, LANGUAGE_KEY, type Locale } from "./locales.ts";
import {
  type CommonMessages,
  type DetailsMessages,
  loadMessages,
  type Messages,
  type OverviewMessages,
  type PanelMessages,
  type TextPart,
  type WorkersMessages,
} from "./messages.ts";

/** A language with its texts: they change together. */
interface Language {
  locale: Locale;
  messages: Messages;
}

let language: Store<Language> | null = null;
const failed = createStore(false);
/** A key that only this part's texts have, to check that they are loaded. */
const GROUPS = {
  overview: "verdict",
  panels: "prometheus",
  workers: "workers",
  details: "details",
} as const satisfies Record<TextPart, keyof Messages>;

/** The parts whose texts are loaded. */
const opened = new Set<TextPart>();

const chosenLocale = () => chooseLocale(readStored(LANGUAGE_KEY), navigator.languages);

/** Loads run one after the other, so that a slow one can't undo a later choice. */
let queue: Promise<void> = Promise.resolve();

async function load(locale: Locale, parts: Iterable<TextPart>): Promise<void> {
  const next: Language = { locale, messages: await loadMessages(locale, parts) };
  document.documentElement.lang = locale;
  if (language === null) language = createStore(next);
  else language.set(next);
}

function enqueue(locale: () => Locale, ...further: TextPart[]): Promise<void> {
  const done = queue.then(() => load(locale(), [...opened, ...further]));
  queue = done.catch(() => {});
  return done;
}

/** Changes the language; if its texts can't be loaded, the current one stays. */
async function change(locale: Locale): Promise<boolean> {
  const isLoaded = await enqueue(() => locale).then(
    () => true,
    () => false,
  );
  failed.set(!isLoaded);
  return isLoaded;
}

/** Loads a part's texts; the part must not be rendered before. */
export async function loadTexts(part: TextPart): Promise<void> {
  if (opened.has(part)) return;
  await enqueue(() => language?.get().locale ?? chosenLocale(), part);
  // Not before: one that can't be loaded must not keep others, or another language, from loading.
  opened.add(part);
}

/** Chooses a language, for the shell too, which reads the same key. */
export async function setLocale(next: Locale): Promise<void> {
  if (await change(next)) writeStored(LANGUAGE_KEY, next);
}

/** Loads the chosen language, which must be done before the first render, and follows the shell's choice. */
export async function startLanguage(): Promise<void> {
  const follow = () => {
    if (language?.get().locale !== chosenLocale()) void change(chosenLocale());
  };
  window.addEventListener("storage", ({ key }) => {
    if (key === LANGUAGE_KEY || key === null) follow();
  });
  window.addEventListener("languagechange", follow);
  await enqueue(chosenLocale);
}

function useLanguage(): Language {
  if (language === null) throw new Error("rendered before startLanguage()");
  return useStore(language);
}

/** Whether the language that was chosen last couldn't be loaded. */
export function useLanguageFailed(): boolean {
  return useStore(failed);
}

/** The current language. */
export function useLocale(): Locale {
  return useLanguage().locale;
}

/** The texts that every page may need. */
export function useMessages(): CommonMessages {
  return useLanguage().messages;
}

function usePart<Texts>(part: TextPart): CommonMessages & Texts {
  const { messages } = useLanguage();
  if (!(GROUPS[part] in messages)) throw new Error(`rendered before loadTexts("${part}")`);
  return messages as CommonMessages & Texts;
}

/** The common texts with those of Overview; only for parts of that page. */
export function useOverviewMessages() {
  return usePart<OverviewMessages>("overview");
}

/** The texts of Overview with those of what it loads later; only for those parts. */
export function usePanelMessages() {
  return usePart<OverviewMessages & PanelMessages>("panels");
}

/** The common texts with those of Workers; only for parts of that page. */
export function useWorkersMessages() {
  return usePart<WorkersMessages>("workers");
}

/** The common texts with those of what Workers loads on a click; only for those parts. */
export function useDetailsMessages() {
  return usePart<DetailsMessages>("details");
}

/**
 * The texts of problems, requested when there is a problem and, if that fails, again at the next one. `undefined` until
 * they are loaded, which may never happen: a server may send them only to users who are signed in.
 *
 * @param problem a new value for each problem; `null` for none
 */
export function useProblemMessages(problem: unknown): DetailsMessages["problems"] | undefined {
  const { problems } = useLanguage().messages;
  useEffect(() => {
    // Everything else must work without these texts.
    if (problem !== null) loadTexts("details").catch(() => {});
  }, [problem]);
  return problems;
}

/** Shown when no language could be loaded: in both languages, and part of the entry. */
export const FALLBACK = {
  text: "The pages couldn't be loaded. · Não foi possível carregar as páginas.",
  reload: "Reload · Recarregar",
};
