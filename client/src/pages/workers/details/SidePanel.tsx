import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { FRAMED } from "../../../browser/frame.ts";
import { useWide } from "../../../browser/useWideWindow.ts";
import { Announcer } from "../../../ui/Announcer.tsx";

interface SidePanelProps {
  label: string;
  onClose(): void;
  children: ReactNode;
}

/** Closes on Escape, unless a sheet within took it. */
function useEscape(onClose: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onClose]);
}

/** As tall as the window, less what stands above and below it there. */
const TALLEST = FRAMED ? "top-4 max-h-[calc(100dvh-2rem)]" : "top-6 max-h-[calc(100dvh-6.5rem)]";

/** A place in the page's layout, which stays in view while the page scrolls. */
function Beside({ label, onClose, children }: SidePanelProps) {
  useEscape(onClose);
  return (
    <aside
      aria-label={label}
      data-testid="details"
      className={`card sticky overflow-y-auto p-4 [scrollbar-width:thin] ${TALLEST}`}
    >
      {children}
    </aside>
  );
}

/** A dialog: what it covers is out of reach until it is closed. */
function Over({ label, onClose, children }: SidePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      data-testid="details"
      closedby="any"
      onClose={onClose}
      className="fixed inset-y-0 left-auto right-0 h-dvh max-h-none w-full max-w-none overflow-y-auto overscroll-contain bg-card p-4 text-foreground shadow-xl [scrollbar-width:thin] backdrop:bg-black/40 sm:w-[25rem] sm:border-l"
    >
      {children}
      {/* What is said outside of the dialog is not heard while it is open. */}
      <Announcer />
    </dialog>
  );
}

/** A panel at the right: beside the page where there is room, else over it. */
export function SidePanel(props: SidePanelProps) {
  const Place = useWide() ? Beside : Over;
  return <Place {...props} />;
}
