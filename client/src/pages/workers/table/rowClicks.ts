import { useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { type MouseEvent, useCallback, useMemo, useRef } from "react";
import type { Lines } from "../rows/lines.ts";
import { toPathId } from "../workerId.ts";
import { lineOf } from "./lineFocus.ts";

const PLACEHOLDER = "the-id";

/** Whether a click means something other than to follow the link, such as a new tab. */
function isModified({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent) {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey || defaultPrevented;
}

/**
 * The links to the workers' details. The router's own `Link` costs more than everything else in a row,
 * as each one subscribes to the location.
 *
 * @param isOpen whether details are open
 */
export function useDetailsLinks(isOpen: boolean) {
  const router = useRouter();
  const navigate = useNavigate();
  const searchText = useLocation({ select: ({ searchStr }) => searchStr });
  const hrefOf = useMemo(() => {
    const { href } = router.buildLocation({ to: "/workers/$id", params: { id: PLACEHOLDER } });
    const prefix = href.slice(0, href.indexOf(`/workers/${PLACEHOLDER}`));
    return (id: string) => `${prefix}/workers/${encodeURIComponent(toPathId(id))}${searchText}`;
  }, [router, searchText]);
  const onClick = useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element) || isModified(event)) return;
      const id = event.target.closest<HTMLElement>("[data-worker]")?.dataset.worker;
      if (id === undefined) return;
      event.preventDefault();
      void navigate({
        to: "/workers/$id",
        params: { id: toPathId(id) },
        search: true,
        resetScroll: false,
        // Back leaves the details instead of going through all workers that were looked at.
        replace: isOpen,
      });
    },
    [navigate, isOpen],
  );
  const preload = useCallback(() => {
    void router.preloadRoute({ to: "/workers/$id", params: { id: PLACEHOLDER }, search: true });
  }, [router]);
  return { hrefOf, onClick, preload };
}

/** Two clicks within this time, in ms, are a double click. */
export const DOUBLE_CLICK_MS = 400;

/** A click on a line. `at` in ms. */
export interface LineClick {
  key: string;
  at: number;
}

/** Whether a click is the second of a double click whose first one was on another line. */
export function isStray(click: LineClick, last: LineClick | null): boolean {
  return last !== null && click.key !== last.key && click.at - last.at < DOUBLE_CLICK_MS;
}

/**
 * Suppresses the second click of a double click if another worker has moved under the pointer in
 * between. To be used in the capture phase.
 */
export function useDoubleClickGuard(lines: Lines) {
  const last = useRef<LineClick | null>(null);
  return (event: MouseEvent) => {
    const index = lineOf(event.target);
    const line = index === null ? undefined : lines.at(index);
    // Enter on a link is a click without a button: it is meant.
    if (event.detail === 0 || line?.kind !== "worker") return;
    const click = { key: line.key, at: event.timeStamp };
    if (isStray(click, last.current)) {
      event.preventDefault();
      event.stopPropagation();
    } else last.current = click;
  };
}
