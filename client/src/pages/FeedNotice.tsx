import type { ApiError } from "../data/api.ts";
import { isFlowing } from "../data/feed/connection.ts";
import { feed } from "../data/feed/pageFeed.ts";
import type { StatsStatus } from "../data/stats/statsStatus.ts";
import { useSelected } from "../data/store.ts";
import { useMessages } from "../i18n/language.ts";
import type { CommonMessages } from "../i18n/messages.ts";
import { Age } from "../ui/Age.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";

function StaleNotice({ at }: { at: number | null }) {
  const t = useMessages();
  return (
    <Notice tone="warn">
      {at === null ? t.connection.silentText : <Age at={at} text={t.connection.staleText} />}
    </Notice>
  );
}

/** Why the feed alone is refused, while requests for numbers succeed. */
function refusal({ kind, status }: ApiError, errors: CommonMessages["errors"]): string {
  if (kind === "busy" || kind === "html" || kind === "ended") return errors[kind].title;
  return `${errors.http.title} (${errors.status(status)})`;
}

/** What is wrong with the live feed or with the numbers that the page polls, if anything is. */
export function FeedNotice({ stats }: { stats: StatsStatus | undefined }) {
  const t = useMessages();
  const { phase, error, heartbeatAt } = useSelected(feed.store, (state) => state.connection);
  const snapshotAt = useSelected(feed.store, (state) => state.snapshotAt);
  if (error && phase !== "paused" && phase !== "hidden" && phase !== "polling") {
    return <ErrorNotice error={error} shownFrom={snapshotAt} />;
  }
  if (stats?.late && !stats.failed && isFlowing(phase)) return <StaleNotice at={stats.at} />;
  if (phase === "polling") {
    return (
      <Notice tone="info">
        {error && t.connection.refusedText(refusal(error, t.errors))}
        {!error && (heartbeatAt === null ? t.connection.bufferedText : t.connection.slowText)}
      </Notice>
    );
  }
  return phase === "stale" ? <StaleNotice at={snapshotAt} /> : null;
}
