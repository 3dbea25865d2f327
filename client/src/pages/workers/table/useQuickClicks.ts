import { type MouseEvent, useRef } from "react";
import type { Lines } from "../rows/lines.ts";
import { lineOf } from "./lineKeys.ts";

/** Within this time, in ms, two presses are one double click. */
export const DOUBLE_CLICK_MS = 400;

/** A press on a line. */
export interface Press {
  key: string;
  at: number;
}

/** Whether a press is the second of a double click whose first was on another line, which it meant. */
export function isStray(press: Press, last: Press | null): boolean {
  return last !== null && press.key !== last.key && press.at - last.at < DOUBLE_CLICK_MS;
}

/**
 * Lets the second press of a double click do nothing when another worker has come under the pointer
 * in between. To be listened to before others hear of the press.
 */
export function useQuickClicks(lines: Lines) {
  const last = useRef<Press | null>(null);
  return (event: MouseEvent) => {
    const index = lineOf(event.target);
    const line = index === null ? undefined : lines.at(index);
    // Enter on a link is a press too, of no button: that is meant.
    if (event.detail === 0 || line?.kind !== "worker") return;
    const press = { key: line.key, at: event.timeStamp };
    if (isStray(press, last.current)) {
      event.preventDefault();
      event.stopPropagation();
    } else last.current = press;
  };
}
