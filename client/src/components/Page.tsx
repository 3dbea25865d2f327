import { type ReactNode, useEffect } from "react";
import { useMessages } from "../i18n/locale.ts";
import { FeedNotice } from "./FeedNotice.tsx";
import { StatusBar } from "./StatusBar.tsx";

interface PageProps {
  /** For the tab; the shell shows its own, so nothing here repeats it. */
  title: string;
  controls?: ReactNode;
  /** Whether a panel lies beside the page, for which wide windows leave room. */
  beside?: boolean;
  children: ReactNode;
}

/** What both pages share: the connection's line, what is the matter with it, the content. */
export function Page({ title, controls, beside = false, children }: PageProps) {
  const t = useMessages();
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t]);
  return (
    <div className={`grid min-w-0 gap-3 ${beside ? "lg:pr-[25rem]" : ""}`}>
      <StatusBar>{controls}</StatusBar>
      <FeedNotice />
      {children}
    </div>
  );
}
