import { isFramed } from "../browser/frame.ts";
import type { ApiError, ApiErrorKind } from "../data/api.ts";
import { type Connection, isFlowing } from "../data/feed/connection.ts";
import { feed } from "../data/feed/pageFeed.ts";
import type { StatsStatus } from "../data/stats/statsStatus.ts";
import { useSelected } from "../data/store.ts";
import { useMessages, useProblemMessages } from "../i18n/language.ts";
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

type ErrorTexts = Partial<Record<ApiErrorKind, { title: string; text: string }>>;

/** The texts that explain an error, with its status if they are those of any error. */
function useErrorTexts(error: ApiError) {
  const { errors } = useMessages();
  const problems = useProblemMessages(error.kind in errors ? null : error);
  const texts: ErrorTexts = { ...problems?.errors, ...errors };
  const { title, text } = texts[error.kind] ?? errors.http;
  const isAny = title === errors.http.title;
  return { title: isAny ? `${title} (${errors.status(error.status)})` : title, text };
}

/** Explains a failed request, with the server's message. */
export function ErrorNotice({ error, numbersAt }: ErrorNoticeProps) {
  const t = useMessages();
  const { title, text } = useErrorTexts(error);
  const action = error.kind === "unauthorized" && isFramed() && <SignIn />;
  return (
    <Notice tone="bad" title={title} action={action}>
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
  const { connection } = useMessages();
  const problems = useProblemMessages(at === null ? "silent" : null);
  const silent = problems?.silentText ?? connection.announce.stale;
  return (
    <Notice tone="warn">
      {at === null ? silent : <Age at={at} text={connection.staleText} />}
    </Notice>
  );
}

/** Why the page polls: the feed is refused, while requests for numbers succeed, or it is silent. */
function usePollingText({ error, heartbeatAt }: Connection): string {
  const { connection, errors } = useMessages();
  const problems = useProblemMessages(error ?? "polling");
  if (!problems) return connection.announce.polling;
  if (!error) return heartbeatAt === null ? problems.bufferedText : problems.slowText;
  const { kind, status } = error;
  if (kind === "busy") return problems.refusedText(problems.errors.busy.title);
  const isKnown = kind === "html" || kind === "ended";
  const { title } = errors[isKnown ? kind : "http"];
  return problems.refusedText(isKnown ? title : `${title} (${errors.status(status)})`);
}

function PollingNotice({ connection }: { connection: Connection }) {
  return <Notice tone="info">{usePollingText(connection)}</Notice>;
}

/** What is wrong with the live feed, or with the numbers that the page polls; nothing if both work. */
export function FeedNotice({ stats }: { stats: StatsStatus | undefined }) {
  const connection = useSelected(feed.store, (state) => state.connection);
  const { phase, error } = connection;
  const snapshotAt = useSelected(feed.store, (state) => state.snapshotAt);
  if (error && phase !== "paused" && phase !== "hidden" && phase !== "polling") {
    return <ErrorNotice error={error} numbersAt={snapshotAt} />;
  }
  if (stats?.late && !stats.failed && isFlowing(phase)) return <StaleNotice at={stats.at} />;
  if (phase === "polling") return <PollingNotice connection={connection} />;
  return phase === "stale" ? <StaleNotice at={snapshotAt} /> : null;
}
