import { MOUNT } from "../../browser/mount.ts";
import { now } from "../clock.ts";
import { feed } from "../feed/pageFeed.ts";
import { getHistory } from "../panelApi.ts";
import { followHistory } from "./history.ts";

/** How long a request may take, in ms. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How long the charts wait for it, in ms; what comes later is filled in then. */
const CHARTS_WAIT_MS = 1_500;

let following: Promise<void> | undefined;

/** Fills the feed's samples in from the server's history, now and after each gap. Resolves when charts may be drawn. */
export function loadHistory(): Promise<void> {
  following ??= followHistory({
    store: feed.store,
    getHistory: (since) => getHistory(MOUNT, since, AbortSignal.timeout(REQUEST_TIMEOUT_MS)),
    now,
  });
  return Promise.race([following, new Promise<void>((done) => setTimeout(done, CHARTS_WAIT_MS))]);
}
