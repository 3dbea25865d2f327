import { feed } from "../../../data/feed/pageFeed.ts";
import { isGap } from "../../../data/feed/samples.ts";
import { poll } from "../../../data/stats/pagePoll.ts";
import type { Reading } from "../../../data/stats/tracks.ts";
import { createStore, useStore } from "../../../data/store.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { visible } from "../../../format/visible.ts";
import { useDetailsMessages, useWorkersMessages } from "../../../i18n/language.ts";
import type { Observation } from "../../../insight/journal/entries.ts";
import {
  type EndedWorkers,
  NONE_ENDED,
  nextEnded,
  type Predecessor,
  predecessorsOf,
} from "../../../insight/predecessors.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { shortId } from "../workerId.ts";

/** A reading with the feed's activity of the same process at that time. */
function observe(reading: Reading): Observation {
  const activity = feed.store
    .get()
    .activity.findLast((entry) => !isGap(entry) && entry.t <= reading.t);
  const isSame = activity && !isGap(activity) && activity.instance === reading.instance;
  return isSame ? { ...reading, activity } : reading;
}

/** The workers that ended since the page was opened. */
const ended = createStore<EndedWorkers>(
  poll.store.get().readings.map(observe).reduce(nextEnded, NONE_ENDED),
);
poll.store.subscribe(() => {
  const reading = poll.store.get().readings.at(-1);
  const { last } = ended.get();
  if (reading && reading.t !== last?.t) ended.set(nextEnded(ended.get(), observe(reading)));
});

function Entry({ row, t, how }: Predecessor) {
  const { workers } = useWorkersMessages();
  const { details } = useDetailsMessages();
  const { clock, duration } = useFormat();
  const counts = [
    details.requests(row.requests),
    ...(row.errors ? [details.errors(row.errors)] : []),
    ...(row.uptime > 0 ? [`${workers.column.uptime} ${duration(row.uptime)}`] : []),
  ];
  return (
    <li className="py-1.5">
      <span className="flex items-center gap-1">
        <bdi className="font-mono text-xs">{visible(shortId(row.id))}</bdi>
        <CopyButton text={row.id} label={workers.copyId(visible(row.id))} />
        <SrSeparator />
        <span
          className={`ml-auto text-right ${how === "failed" ? "font-semibold text-bad-text" : ""}`}
        >
          {details.endings[how ?? "unknown"]}
        </span>
      </span>
      <SrSeparator />
      <span className="text-xs text-muted-foreground tabular-nums">
        {details.until(clock(t))} · {counts.join(" · ")}
      </span>
    </li>
  );
}

/** How many are shown. */
const MAX_SHOWN = 20;

/** The workers that an app had before this one, and how they ended. */
export function Predecessors({ app, id }: { app: string; id: string }) {
  const { details: t } = useDetailsMessages();
  const predecessors = predecessorsOf(useStore(ended), { app, id });
  return (
    <section className="mt-3.5">
      <h3 className="font-semibold">{t.predecessors}</h3>
      <p className="text-xs text-muted-foreground">
        {predecessors.length === 0 ? t.noPredecessors : t.predecessorsHint}
      </p>
      {predecessors.length > 0 && (
        <ul className="lines">
          {predecessors.slice(0, MAX_SHOWN).map((each) => (
            <Entry key={`${each.row.id} ${each.t}`} {...each} />
          ))}
        </ul>
      )}
    </section>
  );
}
