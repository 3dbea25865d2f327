import { isFramed } from "../browser/frame.ts";
import type { ApiError } from "../data/api.ts";
import { useMessages } from "../i18n/language.ts";
import { Age } from "../ui/Age.tsx";
import { Notice } from "../ui/Notice.tsx";

interface ErrorNoticeProps {
  error: ApiError;
  /** When the numbers that are still shown arrived, in ms; `null` if there are none. */
  shownFrom: number | null;
}

/** Reloads the shell, which then asks for a key. Alone the pages have no form to go to. */
function SignIn() {
  const t = useMessages();
  return (
    <button type="button" className="control" onClick={() => window.parent.location.reload()}>
      {t.errors.signIn}
    </button>
  );
}

/** Explains a failed request, with the server's message. */
export function ErrorNotice({ error, shownFrom }: ErrorNoticeProps) {
  const t = useMessages();
  const { title, text } = t.errors[error.kind];
  const heading = error.kind === "http" ? `${title} (${t.errors.status(error.status)})` : title;
  const action = error.kind === "unauthorized" && isFramed() && <SignIn />;
  return (
    <Notice tone="bad" title={heading} action={action}>
      <p>
        {text} {shownFrom !== null && <Age at={shownFrom} text={t.errors.lastUpdate} />}
      </p>
      {error.detail && error.kind !== "network" && (
        <p className="mt-1 text-xs">
          {t.errors.serverMessage} <bdi className="font-mono">{error.detail}</bdi>
        </p>
      )}
    </Notice>
  );
}
