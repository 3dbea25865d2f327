import { Link } from "@tanstack/react-router";
import { shortenApp, visibleApp } from "../format/visible.ts";
import type { Statement } from "../insight/words.ts";
import type { WorkersLink } from "../insight/workersLink.ts";
import { SrSeparator } from "../ui/SrSeparator.tsx";
import { toWorkers } from "./workersAddress.ts";

interface StatementTextProps {
  statement: Statement;
  /** The rows behind it. */
  link: WorkersLink | null;
}

/** A statement about an app or the pool, as a link to the rows behind it if there are any. */
export function StatementText({ statement: { app, text, time }, link }: StatementTextProps) {
  const words = (
    <>
      {app !== null && (
        <>
          <bdi className="font-semibold" title={visibleApp(app)}>
            {visibleApp(shortenApp(app))}
          </bdi>
          {": "}
        </>
      )}
      {text}
    </>
  );
  return (
    <>
      {link ? (
        <Link {...toWorkers(link)} className="link py-1">
          {words}
        </Link>
      ) : (
        words
      )}
      {time !== null && (
        <>
          <SrSeparator />
          <span className="ml-2 text-muted-foreground tabular-nums">{time}</span>
        </>
      )}
    </>
  );
}
