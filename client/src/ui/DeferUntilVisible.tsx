import { type ReactNode, useEffect, useRef, useState } from "react";

/** It counts as seen when more of it is in the window than its upper edge. */
const SEEN = { rootMargin: "0px 0px -64px 0px" };
/** Unseen it comes after this time, in ms, so that a search or a screen reader finds it too. */
const LATEST_MS = 2_000;

/** Holds back what lies below the first view until it is scrolled to, or the first view has long been there. */
export function Below({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [due, setDue] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setDue(true);
    }, SEEN);
    if (box.current) observer.observe(box.current);
    const timer = setTimeout(() => setDue(true), LATEST_MS);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
  return (
    <div ref={box} className="grid min-h-64 gap-4">
      {due && children}
    </div>
  );
}
