import { feed } from "../feed/live.ts";
import { useMessages } from "../i18n/locale.ts";
import { useSelected } from "../state/store.ts";
import { Age } from "./Age.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { Notice } from "./Notice.tsx";

/** What is the matter with the live feed, if anything is. */
export function FeedNotice() {
  const t = useMessages();
  const { phase, error, beatAt } = useSelected(feed.store, (state) => state.connection);
  const snapshotAt = useSelected(feed.store, (state) => state.snapshotAt);
  if (error && phase !== "paused" && phase !== "hidden") {
    return <ErrorNotice error={error} shownFrom={snapshotAt} />;
  }
  if (phase === "polling") {
    return (
      <Notice tone="info">
        {beatAt === null ? t.connection.bufferedText : t.connection.slowText}
      </Notice>
    );
  }
  if (phase !== "stale") return null;
  return (
    <Notice tone="warn">
      {snapshotAt === null ? (
        t.connection.silentText
      ) : (
        <Age at={snapshotAt} words={t.connection.staleText} />
      )}
    </Notice>
  );
}
