import { afterAll, afterEach } from "bun:test";
import { GlobalRegistrator } from "@happy-dom/global-registrator";

/**
 * Gives the test file that awaits this a browser's globals, with the pages' English or Portuguese
 * texts loaded, and takes them away after its tests, so that no other file of the process has them.
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
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  document.head.innerHTML = '<base href="/metrics/">';
  const library = await import("@testing-library/react");
  const { setLocale, startLanguage, loadTexts } = await import("../client/src/i18n/language.ts");
  await startLanguage();
  await loadTexts("insight");
  await loadTexts("overview");
  await loadTexts("panels");
  await loadTexts("workers");
  await loadTexts("details");
  await setLocale(locale);
  afterEach(library.cleanup);
  return library;
}
