import { type ReactNode, useEffect, useRef, useState } from "react";

/** Visible means that more than its upper edge is in the window. */
const OPTIONS = { rootMargin: "0px 0px -64px 0px" };
/** After this time, in ms, it renders anyway, so that the browser's search and screen readers find it. */
const MAX_DELAY_MS = 2_000;

/** Renders what lies below the first screen when it is scrolled into view, or after two seconds. */
export function DeferUntilVisible({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setIsDue(true);
    }, OPTIONS);
    if (box.current) observer.observe(box.current);
    const timer = setTimeout(() => setIsDue(true), MAX_DELAY_MS);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
  return (
    <div ref={box} className="grid min-h-64 gap-4">
      {isDue && children}
    </div>
  );
}
