import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { Crash } from "./Crash.tsx";

interface LazyBoundaryProps {
  /** What takes the part's place until it is loaded. */
  fallback: ReactNode;
  children: ReactNode;
}

/**
 * Contains a part that is loaded later. If its file is missing, because the plugin was updated since
 * the page was opened, only this part says so.
 */
export function LazyBoundary({ fallback, children }: LazyBoundaryProps) {
  return (
    <CatchBoundary getResetKey={() => ""} errorComponent={Crash}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </CatchBoundary>
  );
}
