import type { ReactNode } from "react";
import type { Asked } from "../data/stats/status.ts";
import { useTitle } from "../ui/useDocumentTitle.ts";
import { FeedNotice } from "./FeedNotice.tsx";
import { StatusBar } from "./StatusBar.tsx";

interface PageProps {
  /** For the tab; the shell shows its own, so nothing here repeats it. */
  title: string;
  controls?: ReactNode;
  children: ReactNode;
  /** What lies beside the page in a wide window; without any, the page has all the room. */
  aside?: ReactNode;
  /** How the numbers stand that the page asks for; absent where it lives on the feed alone. */
  asked?: Asked;
}

/** What both pages share: the connection's line, what is the matter with it, the content. */
export function Page({ title, controls, children, aside, asked }: PageProps) {
  useTitle(title);
  return (
    <div
      className={aside ? "grid min-w-0 items-start gap-x-4 lg:grid-cols-[minmax(0,1fr)_25rem]" : ""}
    >
      <div className="grid min-w-0 gap-3">
        <StatusBar asked={asked}>{controls}</StatusBar>
        <FeedNotice asked={asked} />
        {children}
      </div>
      {aside}
    </div>
  );
}
