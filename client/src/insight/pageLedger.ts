import { poll } from "../data/stats/pagePoll.ts";
import { createStore } from "../data/store.ts";
import { EMPTY_LEDGER, nextLedger } from "./ledger.ts";

/** The counts of each app since the page was opened. */
export const ledger = createStore(poll.store.get().readings.reduce(nextLedger, EMPTY_LEDGER));

poll.store.subscribe(() => {
  const reading = poll.store.get().readings.at(-1);
  const current = ledger.get();
  if (reading !== undefined && reading.t !== current.t) ledger.set(nextLedger(current, reading));
});
