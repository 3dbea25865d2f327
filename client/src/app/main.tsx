import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { FRAMED } from "../browser/frame.ts";
import { reloadAll } from "../browser/upgrade.ts";
import { startFeed } from "../data/feed/pageFeed.ts";
import { FALLBACK, startLanguage } from "../i18n/language.ts";
import { router } from "./router.ts";
import "./styles.css";
import { followTheme } from "../ui/theme.ts";

const root = document.getElementById("root") ?? document.body;

/** The feed occupies one of the browser's few connections per host for good: the files of the first paint come first. */
function startFeedWhenDrawn(): void {
  const stop = router.subscribe("onRendered", () => {
    stop();
    requestAnimationFrame(() => setTimeout(startFeed));
  });
}

function render(): void {
  startFeedWhenDrawn();
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}

/** Draws a sentence and a reload button, without React, when no language could be loaded. */
function drawLoadFailure(): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "control mt-3";
  button.textContent = FALLBACK.reload;
  button.addEventListener("click", reloadAll);
  const sentence = document.createElement("p");
  sentence.role = "alert";
  sentence.textContent = FALLBACK.text;
  root.className = "p-6";
  root.replaceChildren(sentence, button);
}

document.documentElement.classList.toggle("framed", FRAMED);
followTheme(FRAMED);
// First, so that the route's code and texts load with the common texts. Not `load()`, after which a path that
// the shell sends before the first render would be lost.
void router.preloadRoute({ to: ".", search: true, params: true });
// Not a top-level await: chunks that import this one would deadlock.
void startLanguage().then(render, drawLoadFailure);
