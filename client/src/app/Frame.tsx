import { type ReactNode, useEffect, useRef, useState } from "react";
import { FRAMED, RELOADED } from "../browser/frame.ts";
import { reloadAll } from "../browser/upgrade.ts";
import { useStore } from "../data/store.ts";
import { useLanguageFailed, useMessages } from "../i18n/language.ts";
import { Announcer, announce } from "../ui/Announcer.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Header } from "./Header.tsx";
import { Nav } from "./Nav.tsx";
import { shell } from "./shell/shell.ts";
import { useShellMenu } from "./shell/shellMenu.ts";

/**
 * How long the shell has to send `__INIT__` before the pages show their own links, in ms. It sends
 * it when the frame loads, and usually not after a reload of only the frame.
 */
const INIT_TIMEOUT_MS = RELOADED ? 300 : 4_000;

/**
 * Whether the pages are in a frame without a way to navigate: after a reload of only the frame
 * the shell sends no `__INIT__`, and its menu doesn't reach the pages.
 */
function useDisconnected(): boolean {
  const connected = useStore(shell.connected);
  const [timedOut, setTimedOut] = useState(false);
  useEffect(() => {
    if (!FRAMED) return;
    const timer = setTimeout(() => setTimedOut(true), INIT_TIMEOUT_MS);
    return () => clearTimeout(timer);
  }, []);
  return FRAMED && timedOut && !connected;
}

function SkipLink({ onSkip }: { onSkip(): void }) {
  const t = useMessages();
  return (
    // A button: with the host's `<base>`, a link to `#…` leads to the mount point.
    <button type="button" onClick={onSkip} className="control skip">
      {t.nav.skip}
    </button>
  );
}

/** Explains why the shell's menu doesn't work, and offers to reload the page. */
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

/** A notice that the chosen language couldn't be loaded. */
function LanguageNotice() {
  const t = useMessages();
  const failed = useLanguageFailed();
  useEffect(() => {
    if (failed) announce(t.settings.languageFailed);
  }, [failed, t]);
  if (!failed) return null;
  return (
    <div className="mb-3">
      <Notice tone="warn">{t.settings.languageFailed}</Notice>
    </div>
  );
}

/** Where the skip link leads: in the shell there is no header to skip, only a page's own controls. */
function skipTarget(main: HTMLElement | null): HTMLElement | null {
  return (FRAMED && main?.querySelector<HTMLElement>("[data-content]")) || main;
}

/** The frame around both pages: standalone with a header, in the shell only with links if the shell shows none. */
export function Frame({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const isDisconnected = useDisconnected();
  const hasMenu = useShellMenu();
  return (
    <>
      <SkipLink onSkip={() => skipTarget(main.current)?.focus()} />
      {!FRAMED && <Header />}
      <main
        ref={main}
        tabIndex={-1}
        className={`page [outline:none] ${FRAMED ? "p-4" : "p-4 sm:p-6"}`}
      >
        <LanguageNotice />
        {FRAMED && (isDisconnected || !hasMenu) && (
          <div className="mb-3 grid gap-3">
            {isDisconnected && RELOADED && <ReloadedNotice />}
            <Nav />
          </div>
        )}
        {children}
      </main>
      <Announcer />
    </>
  );
}
