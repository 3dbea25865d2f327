import { isFramed } from "../browser/frame.ts";
import type { ApiError } from "../data/api.ts";
import { isFlowing } from "../data/feed/connection.ts";
import { feed } from "../data/feed/pageFeed.ts";
import type { StatsStatus } from "../data/stats/statsStatus.ts";
import { useSelected } from "../data/store.ts";
import { useMessages } from "../i18n/language.ts";
import type { CommonMessages } from "../i18n/messages.ts";
import { Age } from "../ui/Age.tsx";
import { Notice } from "../ui/Notice.tsx";

interface ErrorNoticeProps {
  error: ApiError;
  /** When the numbers on the page arrived, in ms; `null` if there are none. */
  numbersAt: number | null;
}

/** Reloads the shell, which then asks for a key. Outside the shell there is no sign-in form to go to. */
function SignIn() {
  const t = useMessages();
  return (
    <button type="button" className="control" onClick={() => window.parent.location.reload()}>
      {t.errors.signIn}
    </button>
  );
}

/** Explains a failed request, with the server's message. */
export function ErrorNotice({ error, numbersAt }: ErrorNoticeProps) {
  const t = useMessages();
  const { title, text } = t.errors[error.kind];
  const heading = error.kind === "http" ? `${title} (${t.errors.status(error.status)})` : title;
  const action = error.kind === "unauthorized" && isFramed() && <SignIn />;
  return (
    <Notice tone="bad" title={heading} action={action}>
      <p>
        {text} {numbersAt !== null && <Age at={numbersAt} text={t.errors.lastUpdate} />}
      </p>
      {error.detail && error.kind !== "network" && (
        <p className="mt-1 text-xs">
          {t.errors.serverMessage} <bdi className="font-mono">{error.detail}</bdi>
        </p>
      )}
    </Notice>
  );
}

function StaleNotice({ at }: { at: number | null }) {
  const t = useMessages();
  return (
    <Notice tone="warn">
      {at === null ? t.connection.silentText : <Age at={at} text={t.connection.staleText} />}
    </Notice>
  );
}

/** Why only the feed is refused, while requests for numbers succeed. */
function refusal({ kind, status }: ApiError, errors: CommonMessages["errors"]): string {
  if (kind === "busy" || kind === "html" || kind === "ended") return errors[kind].title;
  return `${errors.http.title} (${errors.status(status)})`;
}

/** What is wrong with the live feed, or with the numbers that the page polls; nothing if both work. */
export function FeedNotice({ stats }: { stats: StatsStatus | undefined }) {
  const t = useMessages();
  const { phase, error, heartbeatAt } = useSelected(feed.store, (state) => state.connection);
  const snapshotAt = useSelected(feed.store, (state) => state.snapshotAt);
  if (error && phase !== "paused" && phase !== "hidden" && phase !== "polling") {
    return <ErrorNotice error={error} numbersAt={snapshotAt} />;
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
