import { afterAll, afterEach, expect } from "bun:test";
import { format } from "node:util";
import { GlobalRegistrator } from "@happy-dom/global-registrator";
import type { Store } from "../client/src/data/store.ts";
import { joinedTexts } from "./joined-texts.ts";

/**
 * What stays the process' own. React keeps the timers when it is loaded, once in a process: a window's would
 * stop with the test file that loaded it. A test that replaces `fetch` would restore the window's.
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
 * Gives the test file that awaits this a browser's globals, with the pages' English or Portuguese
 * texts loaded, and takes them away after its tests, so that no other file of the process has them.
 * After each test, what it has rendered is removed, and the pages' stores and their language are as before.
 * A test fails in which React or the pages log an error, or that leaves texts which a screen reader would run together.
 * What needs a DOM when it is loaded has to be imported dynamically afterwards.
 *
 * @returns React's testing library. Its `screen` belongs to the first document of a process: use
 * what `render` returns, or `within(document.body)`.
 */
export async function setUpDom(locale: "en" | "pt-BR" = "en") {
  GlobalRegistrator.register({ url: "http://localhost/metrics/", width: 1280, height: 800 });
  afterAll(async () => {
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
