import { feed } from "../../data/feed/pageFeed.ts";
import { isGap } from "../../data/feed/samples.ts";
import { poll } from "../../data/stats/pagePoll.ts";
import type { Reading } from "../../data/stats/tracks.ts";
import { createStore } from "../../data/store.ts";
import type { Observation } from "./entries.ts";
import { EMPTY_JOURNAL, nextJournal } from "./journal.ts";

/** Adds what the feed knows of the same process. */
function observe(reading: Reading): Observation {
  const { snapshot, startedAt, activity } = feed.store.get();
  const latest = activity.findLast((entry) => !isGap(entry));
  const isSame = latest && !isGap(latest) && latest.instance === reading.instance;
  if (!isSame || snapshot === null || startedAt === null) return reading;
  return { ...reading, startedAt, pool: snapshot.pool, activity: latest };
}

/** The events since the page was opened, including those before this module was loaded. */
export const journal = createStore(poll.store.get().readings.reduce(nextJournal, EMPTY_JOURNAL));

let observedAt = poll.store.get().readings.at(-1)?.t;

poll.store.subscribe(() => {
  const reading = poll.store.get().readings.at(-1);
  if (reading === undefined || reading.t === observedAt) return;
  observedAt = reading.t;
  journal.set(nextJournal(journal.get(), observe(reading)));
});
