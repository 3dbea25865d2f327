import { useEffect, useState } from "react";
import { useMessages } from "../i18n/language.ts";
import { announce } from "./Announcer.tsx";
import { Icon } from "./Icon.tsx";
import { Check, Copy, X } from "./icons.ts";

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
async function copyText(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyBySelection(text);
  return clipboard.writeText(text).then(
    () => true,
    // A policy forbids it, for example in a frame: the old way may still be allowed.
    () => copyBySelection(text),
  );
}

interface CopyButtonProps {
  text: string;
  /** The name of the button: what it copies. */
  label: string;
  /** A text beside the icon. */
  caption?: string;
  className?: string;
  tabIndex?: number;
}

type Outcome = "none" | "copied" | "failed";

const ICONS = { none: Copy, copied: Check, failed: X };

/** Copies a text and shows for a moment whether that worked. */
export function CopyButton(props: CopyButtonProps) {
  const { text, label, caption, className = "control-quiet", tabIndex } = props;
  const t = useMessages();
  const [outcome, setOutcome] = useState<Outcome>("none");
  useEffect(() => {
    if (outcome === "none") return;
    const timer = setTimeout(() => setOutcome("none"), 1_500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const worked = await copyText(text);
    setOutcome(worked ? "copied" : "failed");
    announce(worked ? t.copied : t.copyFailed);
  };
  return (
    <button
      type="button"
      className={className}
      tabIndex={tabIndex}
      aria-label={label}
      title={outcome === "failed" ? t.copyFailed : label}
      onClick={copy}
    >
      <Icon
        node={ICONS[outcome]}
        className={`size-3.5 ${outcome === "copied" ? "text-ok-text" : outcome === "failed" ? "text-bad-text" : ""}`}
      />
      {caption && <span>{caption}</span>}
    </button>
  );
}
