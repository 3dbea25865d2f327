import { type ReactNode, useEffect, useRef, useState } from "react";
import { FRAMED, RELOADED } from "../browser/frame.ts";
import { reloadAll } from "../browser/upgrade.ts";
import { useStore } from "../data/store.ts";
import { useMessages } from "../i18n/language.ts";
import { Announcer } from "../ui/Announcer.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Header } from "./Header.tsx";
import { LanguageNotice } from "./LanguageNotice.tsx";
import { Nav } from "./Nav.tsx";
import { shell } from "./shell/shell.ts";

/**
 * How long a shell has to say hello before the pages offer links of their own, in ms. It says it on
 * the frame's load; after a reload hardly ever.
 */
const HELLO_MS = RELOADED ? 300 : 4_000;

/**
 * Whether the pages are framed by something that leads nowhere: after a reload inside the frame the
 * shell never says hello again, and its menu does not reach us.
 */
function useStranded(): boolean {
  const connected = useStore(shell.connected);
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!FRAMED) return;
    const timer = setTimeout(() => setLate(true), HELLO_MS);
    return () => clearTimeout(timer);
  }, []);
  return FRAMED && late && !connected;
}

function SkipLink({ onSkip }: { onSkip(): void }) {
  const t = useMessages();
  return (
    // A button, since `#…` would lead to the mount point under the host's `<base>`.
    <button
      type="button"
      onClick={onSkip}
      className="control sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
    >
      {t.nav.skip}
    </button>
  );
}

/** Says what has become of the shell's menu, and offers what brings it back. */
function ReloadedNotice() {
  const t = useMessages();
  const reload = (
    <button type="button" className="control" onClick={reloadAll}>
      {t.crashed.reload}
    </button>
  );
  return (
    <Notice tone="info" action={reload}>
      {t.nav.reloaded}
    </Notice>
  );
}

/** Where to skip to: in the shell there is no header to skip, but a page's own controls. */
function contentOf(main: HTMLElement | null): HTMLElement | null {
  return (FRAMED && main?.querySelector<HTMLElement>("[data-content]")) || main;
}

/** What stands around both pages: alone a header, in the shell nothing. */
export function Frame({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const stranded = useStranded();
  return (
    <>
      <SkipLink onSkip={() => contentOf(main.current)?.focus()} />
      {!FRAMED && <Header />}
      <main
        ref={main}
        tabIndex={-1}
        className={`mx-auto max-w-[88rem] outline-none ${FRAMED ? "p-4" : "p-4 sm:p-6"}`}
      >
        <LanguageNotice />
        {stranded && (
          <div className="mb-3 grid gap-3">
            {RELOADED && <ReloadedNotice />}
            <Nav />
          </div>
        )}
        {children}
      </main>
      <Announcer />
    </>
  );
}
