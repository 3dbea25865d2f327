import { reloadAll } from "../browser/upgrade.ts";

/**
 * What stands there when the texts of no language could be loaded, which the plugin's update or a
 * fault of the server's causes: in both languages, and with nothing but what is loaded already.
 */
export function drawWithoutTexts(root: HTMLElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "control mt-3";
  button.textContent = "Reload · Recarregar";
  button.addEventListener("click", reloadAll);
  const sentence = document.createElement("p");
  sentence.role = "alert";
  sentence.textContent = "The pages could not be loaded. · Não foi possível carregar as páginas.";
  root.className = "p-6";
  root.replaceChildren(sentence, button);
}
