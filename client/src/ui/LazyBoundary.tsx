import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useMessages } from "../i18n/language.ts";
import { Crash } from "./Crash.tsx";

/**
 * Holds a part that is loaded when it is asked for. Should its file be missing (the plugin was
 * updated since the page was opened), only this part says so and the rest goes on.
 */
export function Late({ children }: { children: ReactNode }) {
  const t = useMessages();
  return (
    <CatchBoundary getResetKey={() => ""} errorComponent={Crash}>
      <Suspense fallback={<p className="p-2 text-muted-foreground">{t.loading}</p>}>
        {children}
      </Suspense>
    </CatchBoundary>
  );
}
