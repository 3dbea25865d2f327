import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useFormat } from "../format/useFormat.ts";
import { visibleApp } from "../format/visible.ts";
import { useOverviewMessages } from "../i18n/language.ts";
import { type Statement, shortenApp, type Words } from "../insight/words.ts";
import type { WorkersLink } from "../insight/workersLink.ts";
import { SrSeparator } from "../ui/SrSeparator.tsx";
import { toPathId } from "./workers/workerId.ts";

/** The texts and formats of statements, in the pages' language. */
export function useWords(): Words {
  const { insight: t } = useOverviewMessages();
  const format = useFormat();
  return useMemo(() => ({ t, format }), [t, format]);
}

/** The properties of a router's link to the rows behind a statement. */
export function toWorkers({ id, search }: WorkersLink) {
  return id === undefined
    ? ({ to: "/workers", search } as const)
    : ({ to: "/workers/$id", params: { id: toPathId(id) }, search } as const);
}

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
