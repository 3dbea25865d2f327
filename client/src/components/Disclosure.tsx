import { type ReactNode, useEffect, useId, useRef, useState } from "react";

interface DisclosureProps {
  /** The button's name, where its content alone does not say it. */
  label?: string;
  button: ReactNode;
  className?: string;
  /** Which edge of the button the content lines up with. */
  align?: "left" | "right";
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

/** A button that unfolds a small sheet below it. */
export function Disclosure(props: DisclosureProps) {
  const { label, button, className = "control", align = "right", children } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const close = useRef(() => setOpen(false)).current;
  const box = useDismissal(open, close);
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
          id={id}
          className={`absolute top-full z-30 mt-1 w-max max-w-[min(26rem,calc(100vw-2rem))] rounded-lg border bg-card p-1.5 shadow-lg ${align === "right" ? "right-0" : "left-0"}`}
        >
          {typeof children === "function" ? children(close) : children}
        </div>
      )}
    </div>
  );
}
