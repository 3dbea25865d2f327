import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { sheetShift } from "./popoverShift.ts";

interface DisclosureProps {
  /** The button's name, where its content alone does not say it. */
  label?: string;
  button: ReactNode;
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** Closes on Escape and on a press or focus elsewhere; Escape gives the focus back to the button. */
function useDismissal(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
      box.current?.querySelector("button")?.focus();
    };
    const element = box.current;
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    element?.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      element?.removeEventListener("keydown", onKey);
    };
  }, [open, close]);
  return box;
}

/** Keeps a sheet in the window, also when what it shows comes later; it is placed before it is painted. */
function useInsideWindow(open: boolean) {
  const sheet = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = sheet.current;
    const button = element?.parentElement;
    if (!open || !element || !button) return;
    const observer = new ResizeObserver(() => {
      element.style.translate = "";
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      const [here, below] = [element.getBoundingClientRect(), button.getBoundingClientRect()];
      const [x, y] = sheetShift(here, below, { width, height });
      element.style.translate = `${x}px ${y}px`;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [open]);
  return sheet;
}

/** A button that unfolds a small sheet below it. */
export function Disclosure(props: DisclosureProps) {
  const { label, button, className = "control", children } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const close = useRef(() => setOpen(false)).current;
  const box = useDismissal(open, close);
  const sheet = useInsideWindow(open);
  return (
    <div ref={box} className="relative">
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div
          ref={sheet}
          id={id}
          className="absolute top-full z-30 mt-1 w-max max-w-[min(26rem,calc(100vw-2rem))] rounded-lg border bg-card p-1.5 shadow-lg right-0"
        >
          {typeof children === "function" ? children(close) : children}
        </div>
      )}
    </div>
  );
}
