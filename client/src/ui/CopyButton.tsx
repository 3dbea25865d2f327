import { useEffect, useState } from "react";
import { copyText } from "../browser/clipboard.ts";
import { useMessages } from "../i18n/language.ts";
import { announce } from "./Announcer.tsx";
import { Icon } from "./Icon.tsx";
import { Check, Copy, X } from "./icons.ts";

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
