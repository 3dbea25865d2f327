import { useNavigate, useRouter } from "@tanstack/react-router";
import { type MouseEvent, useCallback, useMemo } from "react";
import type { WorkersSearch } from "../search.ts";
import { toPathId } from "../workerId.ts";

const PLACE = "the-id";

/** Whether a press asks for something else than to go there, as for a new tab. */
function isSpecial({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent) {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey || defaultPrevented;
}

/**
 * The addresses of the workers' details, and what a press on one does. The router's own links cost
 * more than all else in a row: each follows the whole location.
 */
export function useDetailsLinks(search: WorkersSearch, selected: string | undefined) {
  const router = useRouter();
  const navigate = useNavigate();
  const isOpen = selected !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address has the search in it
  const hrefOf = useMemo(() => {
    const to = { to: "/workers/$id", params: { id: PLACE }, search: true } as const;
    const { href } = router.buildLocation(to);
    const at = href.indexOf(`/workers/${PLACE}`) + "/workers/".length;
    const [before, after] = [href.slice(0, at), href.slice(at + PLACE.length)];
    return (id: string) => before + encodeURIComponent(toPathId(id)) + after;
  }, [router, search]);
  const onClick = useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element) || isSpecial(event)) return;
      const id = event.target.closest<HTMLElement>("[data-worker]")?.dataset.worker;
      if (id === undefined) return;
      event.preventDefault();
      void navigate({
        to: "/workers/$id",
        params: { id: toPathId(id) },
        search: true,
        resetScroll: false,
        // With one worker after another looked at, Back leads out, not through all of them.
        replace: isOpen,
      });
    },
    [navigate, isOpen],
  );
  const preload = useCallback(() => {
    void router.preloadRoute({ to: "/workers/$id", params: { id: PLACE }, search: true });
  }, [router]);
  return { hrefOf, onClick, preload };
}
