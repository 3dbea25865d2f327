import { reloadAll } from "../browser/upgrade.ts";
import { FALLBACK } from "../i18n/language.ts";

/** Draws a sentence and a reload button, without React, when no language could be loaded. */
export function drawLoadFailure(root: HTMLElement): void {
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
