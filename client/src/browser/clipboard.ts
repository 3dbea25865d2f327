/**
 * Copies by selecting a text: the only way on plain-http origins other than localhost, which have no
 * `navigator.clipboard`.
 */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.setAttribute("aria-hidden", "true");
  area.style.position = "fixed";
  area.style.opacity = "0";
  const focused = document.activeElement;
  // Outside of an open dialog nothing can be selected; a popover closes when it loses the focus.
  const parent = focused?.closest("[popover]") ?? document.querySelector("dialog[open]");
  (parent ?? document.body).append(area);
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

/** Copies a text. Resolves to whether that worked. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyBySelection(text);
  return clipboard.writeText(text).then(
    () => true,
    // A policy forbids it, for example in a frame: the old way may still be allowed.
    () => copyBySelection(text),
  );
}
