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

/** The texts that explain errors, those of problems once they are loaded. */
function useErrorTexts(error: ApiError | null): ErrorTexts {
  const { errors } = useMessages();
  const problems = useProblemMessages(error === null || error.kind in errors ? null : error);
  return { ...problems, ...errors };
}

/** Explains a failed request, with the server's message. */
export function ErrorNotice({ error, numbersAt }: ErrorNoticeProps) {
  const t = useMessages();
  const own = useErrorTexts(error)[error.kind];
  const { title, text } = own ?? t.errors.http;
  const isAny = title === t.errors.http.title;
  const action = error.kind === "unauthorized" && isFramed() && <SignIn />;
  return (
    <Notice
      tone="bad"
      title={isAny ? `${title} (${t.errors.status(error.status)})` : title}
      action={action}
    >
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
  const { connection: t } = useMessages();
  return (
    <Notice tone="warn">{at === null ? t.silentText : <Age at={at} text={t.staleText} />}</Notice>
  );
}

/** Why only the feed is refused, while requests for numbers succeed. */
function useRefusal(error: ApiError | null): string | null {
  const { connection, errors } = useMessages();
  const texts = useErrorTexts(error?.kind === "busy" ? error : null);
  if (error === null) return null;
  const { kind, status } = error;
  const own = kind === "busy" || kind === "html" || kind === "ended" ? texts[kind] : undefined;
  return connection.refusedText(own?.title ?? `${errors.http.title} (${errors.status(status)})`);
}

function PollingNotice({ error, heartbeatAt }: Pick<Connection, "error" | "heartbeatAt">) {
  const { connection: t } = useMessages();
  const silence = heartbeatAt === null ? t.bufferedText : t.slowText;
  return <Notice tone="info">{useRefusal(error) ?? silence}</Notice>;
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
  if (phase === "polling") return <PollingNotice {...connection} />;
  return phase === "stale" ? <StaleNotice at={snapshotAt} /> : null;
}
