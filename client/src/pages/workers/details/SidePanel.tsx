import { type ReactNode, useEffect } from "react";
import { FRAMED } from "../../../browser/frame.ts";
import { useWideWindow } from "../../../browser/widths.ts";
import { Announcer } from "../../../ui/Announcer.tsx";
import { useModalDialog } from "../../../ui/overlays.tsx";

interface SidePanelProps {
  label: string;
  onClose(): void;
  children: ReactNode;
}

/** Calls `onClose` on Escape. */
function useEscape(onClose: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onClose]);
}

/** As tall as the window, without the space above and below. */
const HEIGHT = FRAMED ? "top-4 max-h-[calc(100dvh-2rem)]" : "top-6 max-h-[calc(100dvh-6.5rem)]";

/** Beside the page; it stays in view while the page scrolls. */
function AsidePanel({ label, onClose, children }: SidePanelProps) {
  useEscape(onClose);
  return (
    <aside
      aria-label={label}
      data-testid="details"
      className={`card sticky overflow-y-auto p-4 [scrollbar-width:thin] ${HEIGHT}`}
    >
      {children}
    </aside>
  );
}

/** Over the page, as a modal dialog. */
function DialogPanel({ label, onClose, children }: SidePanelProps) {
  const dialog = useModalDialog();
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      data-testid="details"
      closedby="any"
      onClose={onClose}
      className="fixed inset-y-0 left-auto right-0 h-dvh max-h-none w-full max-w-none overflow-y-auto overscroll-contain bg-card p-4 text-foreground [scrollbar-width:thin] backdrop:bg-[#0006] sm:w-[25rem] sm:[border-left-width:1px]"
    >
      {children}
      {/* Announcements outside of a modal dialog are not read out. */}
      <Announcer />
    </dialog>
  );
}

/** A panel on the right: beside the page if there is room, otherwise over it. */
export function SidePanel(props: SidePanelProps) {
  const Place = useWideWindow() ? AsidePanel : DialogPanel;
  return <Place {...props} />;
}
