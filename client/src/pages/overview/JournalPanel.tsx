import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { now } from "../../data/clock.ts";
import { useStore } from "../../data/store.ts";
import { useFormat } from "../../format/useFormat.ts";
import { visibleApp } from "../../format/visible.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { entryInWords, type JournalEntry } from "../../insight/journal/entries.ts";
import { entriesOfApp } from "../../insight/journal/journal.ts";
import { journal } from "../../insight/journal/pageJournal.ts";
import { Icon, type IconNode } from "../../ui/Icon.tsx";
import {
  Ban,
  CircleCheck,
  CirclePlay,
  CircleSlash,
  Flame,
  OctagonX,
  RotateCw,
  Zap,
} from "../../ui/icons.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Select } from "../../ui/Select.tsx";
import { SrSeparator } from "../../ui/SrSeparator.tsx";
import { StatementText, useWords } from "../StatementText.tsx";
import { readOverviewSearch } from "./search.ts";

/** The number of entries shown at first, and added each time. */
const SHOWN = 30;
/** The age, in ms, from which entries have a date: their time of day could be that of another day. */
const OLD_MS = 20 * 3_600_000;

const LOOKS: Record<JournalEntry["kind"], readonly [icon: IconNode, ink: string]> = {
  created: [CirclePlay, "text-muted-foreground"],
  failed: [OctagonX, "text-bad-text"],
  blocked: [Ban, "text-bad-text"],
  unblocked: [CircleCheck, "text-ok-text"],
  ended: [CircleSlash, "text-muted-foreground"],
  version: [Zap, "text-primary-text"],
  restarted: [RotateCw, "text-warn-text"],
  overCapacity: [Flame, "text-warn-text"],
  withinCapacity: [CircleCheck, "text-ok-text"],
};

/** An entry, linked to the rows behind it. */
function Line({ entry }: { entry: JournalEntry }) {
  const { journal: t } = usePanelMessages();
  const { clock, dayMinute } = useFormat();
  const words = useWords();
  const isOld = now() - entry.t > OLD_MS;
  const statement = entryInWords(entry, { ...words, journal: t });
  const [icon, ink] = LOOKS[entry.kind];
  return (
    <li className="flex items-start gap-2 py-1">
      <span className="shrink-0 text-muted-foreground tabular-nums">
        {isOld ? dayMinute(entry.t) : clock(entry.t)}
      </span>
      <SrSeparator />
      <Icon node={icon} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <span className="min-w-0">
        <StatementText
          statement={entry.from === null ? { ...statement, time: null } : statement}
          link={entry.link}
        />
      </span>
    </li>
  );
}

/** The app that the entries are filtered by, kept in the URL. */
function useApp(): [app: string | undefined, choose: (app: string) => void] {
  const navigate = useNavigate();
  const { app } = readOverviewSearch({ ...useSearch({ strict: false }) });
  const choose = (next: string) =>
    void navigate({
      to: "/",
      search: (now) => readOverviewSearch({ ...now, app: next }),
      replace: true,
      resetScroll: false,
    });
  return [app, choose];
}

interface AppFilterProps {
  entries: readonly JournalEntry[];
  app: string | undefined;
  onChoose(app: string): void;
}

function AppFilter({ entries, app, onChoose }: AppFilterProps) {
  const { journal: t } = usePanelMessages();
  const named = entries.flatMap((entry) => ("app" in entry ? [entry.app] : []));
  const apps = [...new Set(app === undefined ? named : [...named, app])].sort();
  const options = apps.map((value) => ({ value, text: visibleApp(value) }));
  return (
    <Select
      label={t.app}
      value={app ?? ""}
      options={[{ value: "", text: t.allApps }, ...options]}
      onChange={onChoose}
      className="mx-1.5 max-w-56"
    />
  );
}

/**
 * The events since the page was opened, newest first. New ones are not announced: there may be many at once.
 * Its height is fixed, so that nothing below it moves.
 */
export function JournalPanel() {
  const { journal: t } = usePanelMessages();
  const { format } = useWords();
  const { entries, since } = useStore(journal);
  const [app, choose] = useApp();
  const [count, setCount] = useState(SHOWN);
  const own = app === undefined ? entries : entriesOfApp(entries, app);
  const rest = Math.min(own.length - count, SHOWN);
  return (
    <Panel
      title={t.title}
      {...(since === null ? {} : { hint: t.hint(format.clock(since)) })}
      actions={<AppFilter entries={entries} app={app} onChoose={choose} />}
    >
      <div
        role="log"
        aria-live="off"
        aria-label={t.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard
        tabIndex={0}
        className="h-64 overflow-y-auto print:h-auto"
      >
        {own.length === 0 ? (
          <p className="text-muted-foreground">{t.empty}</p>
        ) : (
          <ol className="list-none lines">
            {own.slice(0, count).map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
        {rest > 0 && (
          <button type="button" className="control mt-2" onClick={() => setCount(count + SHOWN)}>
            {t.more(rest)}
          </button>
        )}
      </div>
    </Panel>
  );
}
