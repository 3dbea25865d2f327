import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import "./overlays.css";

/** A rectangle's edges, in px of the window. */
export interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A width and a height, in px. */
export interface Size {
  width: number;
  height: number;
}

/** The smallest distance of a popover from the window's edges, in px. */
const MARGIN = 8;
/** The distance of a popover from its button, in px. */
const OFFSET = 4;

/**
 * Where a popover belongs, in px of the window, in browsers without CSS anchor positioning: below its
 * button and aligned with its right edge, moved into the window; above it if it fits only there.
 */
export function popoverPosition(
  popover: Size,
  button: Edges,
  window: Size,
): { left: number; top: number } {
  const rightmost = window.width - MARGIN - popover.width;
  const left = Math.max(MARGIN, Math.min(button.right - popover.width, rightmost));
  const below = button.bottom + OFFSET;
  const above = button.top - OFFSET - popover.height;
  const fitsBelow = below + popover.height <= window.height - MARGIN;
  return { left, top: fitsBelow || above < MARGIN ? below : above };
}

interface PopoverProps {
  /** The button's name, if its content alone is not enough. */
  label?: string;
  button: ReactNode;
  className?: string;
  /** Whether it opens immediately, with the focus on its button. */
  opensAtOnce?: boolean;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** Places an open popover by script, where CSS can't anchor it to its button. */
function usePlacement(
  open: boolean,
  popover: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
) {
  useEffect(() => {
    const [element, anchor] = [popover.current, button.current];
    if (!open || !element || !anchor || CSS.supports("position-area", "bottom")) return;
    const place = () => {
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const edges = anchor.getBoundingClientRect();
      const { left, top } = popoverPosition(size, edges, { width, height });
      Object.assign(element.style, { left: `${left}px`, top: `${top}px` });
    };
    const observer = new ResizeObserver(place);
    observer.observe(element);
    document.addEventListener("scroll", place, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      document.removeEventListener("scroll", place, { capture: true });
    };
  }, [open, popover, button]);
}

/** A button that opens a small panel over the page. */
export function Popover(props: PopoverProps) {
  const { label, button, className = "control", opensAtOnce = false, children } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  usePlacement(open, popover, trigger);
  useEffect(() => {
    if (!opensAtOnce || trigger.current === null) return;
    // While it loaded, the focus may have been moved, and a text be typed there.
    if (document.activeElement !== document.body) return;
    trigger.current.focus();
    // With its button as the source, which anchors it there.
    popover.current?.showPopover({ source: trigger.current });
  }, [opensAtOnce]);
  const close = () => document.getElementById(id)?.hidePopover();
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The browser closes the popover; what lies around it must not close as well.
    if (open && event.key === "Escape") event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what happens within
    <div onBlur={onBlur} onKeyDown={onKeyDown}>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        popoverTarget={id}
      >
        {button}
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className="popover"
        onBeforeToggle={({ newState }) => newState === "open" && setOpen(true)}
        // Not earlier: the browser only returns the focus from what is still inside.
        onToggle={({ newState }) => newState === "closed" && setOpen(false)}
      >
        {open && (typeof children === "function" ? children(close) : children)}
      </div>
    </div>
  );
}

/** A ref for a `<dialog>`, which is opened over the page before the first paint. */
export function useModalDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return dialog;
}
