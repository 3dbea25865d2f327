/**
 * Copies by selecting a text of our own: the only way on plain-http origins other than localhost,
 * where `navigator.clipboard` does not exist.
 */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.setAttribute("aria-hidden", "true");
  area.style.position = "fixed";
  area.style.opacity = "0";
  // A sheet that closes when the focus leaves it shall not notice: its button is in it.
  area.addEventListener("focusin", (event) => event.stopPropagation());
  const focused = document.activeElement;
  // Beside an open dialog nothing can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

/** Copies a text; answers whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyBySelection(text);
  return clipboard.writeText(text).then(
    () => true,
    // Refused by a policy, as in a frame: the old way may still be allowed.
    () => copyBySelection(text),
  );
}
