import { afterAll, afterEach, expect } from "bun:test";
import { format } from "node:util";
import { GlobalRegistrator } from "@happy-dom/global-registrator";
import { unstable_IdlePriority, unstable_scheduleCallback } from "scheduler";
import type { Store } from "../client/src/data/store.ts";
import { joinedTexts } from "./joined-texts.ts";

/**
 * Globals that stay those of the process. React captures the timers when it is loaded, once per process: those of a
 * window would stop with the test file that loaded it. A test that replaces `fetch` would restore the window's.
 */
const KEPT = {
  fetch,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
  queueMicrotask,
};

/** The pages' stores, which all test files of a process share. */
async function pageStores(): Promise<Store<unknown>[]> {
  const { feed } = await import("../client/src/data/feed/pageFeed.ts");
  const { poll } = await import("../client/src/data/stats/pagePoll.ts");
  const { ledger } = await import("../client/src/pages/overview/useInsight.ts");
  const { journal } = await import("../client/src/insight/journal/pageJournal.ts");
  return [feed.store, poll.store, ledger, journal] as Store<unknown>[];
}

/**
 * Sets up a browser's globals for a test file, with the pages' English or Portuguese texts loaded, and removes them
 * after its tests, so that no other file of the process has them. After each test, rendered elements are removed, and
 * the pages' stores and language are reset. A test fails if React or the pages log an error, or if it leaves texts that
 * a screen reader would run together. Import modules that need a DOM dynamically, after this.
 *
 * @returns React's testing library. Its `screen` belongs to the first document of a process: use
 * what `render` returns, or `within(document.body)`.
 */
export async function setUpDom(locale: "en" | "pt-BR" = "en") {
  GlobalRegistrator.register({ url: "http://localhost/metrics/", width: 1280, height: 800 });
  afterAll(async () => {
    // Tasks that React has scheduled need the window.
    await new Promise<void>((done) =>
      unstable_scheduleCallback(unstable_IdlePriority, () => done()),
    );
    await GlobalRegistrator.unregister();
    Reflect.deleteProperty(globalThis, "IS_REACT_ACT_ENVIRONMENT");
  });
  Object.assign(globalThis, KEPT, { IS_REACT_ACT_ENVIRONMENT: true });
  document.head.innerHTML = '<base href="/metrics/">';
  const library = await import("@testing-library/react");
  library.configure({ reactStrictMode: true });
  const { setLocale, startLanguage, loadTexts } = await import("../client/src/i18n/language.ts");
  await startLanguage();
  await loadTexts("overview");
  await loadTexts("panels");
  await loadTexts("workers");
  await loadTexts("details");
  await setLocale(locale);
  const stores = await pageStores();
  const before = stores.map((store) => store.get());
  const errors: string[] = [];
  const { error } = console;
  console.error = (...values) => void errors.push(format(...values));
  afterAll(() => {
    console.error = error;
  });
  afterEach(async () => {
    const joined = joinedTexts(document);
    library.cleanup();
    await setLocale(locale);
    for (const [index, store] of stores.entries()) store.set(before[index]);
    expect(errors.splice(0)).toEqual([]);
    expect(joined).toEqual([]);
  });
  return library;
}
