import { isFlowing } from "../data/feed/connection.ts";
import { feed } from "../data/feed/instance.ts";
import type { Asked } from "../data/stats/status.ts";
import { useSelected } from "../data/store.ts";
import { useMessages } from "../i18n/language.ts";
import { Age } from "../ui/Age.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

function Stale({ at }: { at: number | null }) {
  const t = useMessages();
  return (
    <Notice tone="warn">
      {at === null ? t.connection.silentText : <Age at={at} words={t.connection.staleText} />}
    </Notice>
  );
}

/** What is the matter with the live feed, or with the numbers that the page asks for, if anything is. */
export function FeedNotice({ asked }: { asked: Asked | undefined }) {
  const t = useMessages();
  const { phase, error, beatAt } = useSelected(feed.store, (state) => state.connection);
  const snapshotAt = useSelected(feed.store, (state) => state.snapshotAt);
  if (error && phase !== "paused" && phase !== "hidden") {
    return <ErrorNotice error={error} shownFrom={snapshotAt} />;
  }
  if (asked?.late && !asked.failed && isFlowing(phase)) return <Stale at={asked.at} />;
  if (phase === "polling") {
    return (
      <Notice tone="info">
        {beatAt === null ? t.connection.bufferedText : t.connection.slowText}
      </Notice>
    );
  }
  return phase === "stale" ? <Stale at={snapshotAt} /> : null;
}
