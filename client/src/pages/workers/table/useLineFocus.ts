import { type FocusEvent, useEffect, useMemo, useState } from "react";
import type { Lines } from "../rows/lines.ts";
import { focusLine, lineOf } from "./lineKeys.ts";

interface Focused {
  key: string;
  index: number;
  /** Whether the focus is there still. */
  now: boolean;
}

/**
 * Which line has the focus, or had it last: the table is one stop for the Tab key, at that line.
 * A line that goes away hands the focus on to the one that comes to its place.
 */
export function useLineFocus(lines: Lines) {
  const [focused, setFocused] = useState<Focused | null>(null);
  const key = focused?.key;
  const index = useMemo(() => (key === undefined ? -1 : lines.indexOf(key)), [lines, key]);
  const lost = focused?.now === true && index < 0;
  const instead = Math.min(focused?.index ?? 0, lines.count - 1);
  useEffect(() => {
    if (lost && document.activeElement === document.body) focusLine(instead);
  }, [lost, instead]);
  return {
    /** Its index; -1 for none. */
    index,
    /** Whether the focus is in the table. */
    inside: focused?.now === true,
    onFocus({ target }: FocusEvent) {
      const at = lineOf(target);
      const line = at === null ? undefined : lines.at(at);
      if (at !== null && line) setFocused({ key: line.key, index: at, now: true });
    },
    onBlur({ target, currentTarget, relatedTarget }: FocusEvent) {
      if (currentTarget.contains(relatedTarget)) return;
      // The window has lost the focus, and the line has it again when the window has.
      if (document.activeElement === target) return;
      setFocused((last) => last && { ...last, now: false });
    },
  };
}
