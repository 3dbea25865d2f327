import { MOUNT } from "../../browser/mount.ts";
import { getSnapshot, openFeed } from "../api.ts";
import { Feed } from "./feed.ts";

/** The page's one feed. */
export const feed = new Feed({
  open: (signal) => openFeed(MOUNT, signal),
  snapshot: (signal) => getSnapshot(MOUNT, signal),
  now: () => Date.now(),
  random: () => Math.random(),
});

/** Starts the feed and stops it while the tab is hidden. Answers how to end both. */
export function startFeed(): () => void {
  const onVisibility = () => feed.tell(document.hidden ? "hide" : "show");
  document.addEventListener("visibilitychange", onVisibility);
  onVisibility();
  const stop = feed.start();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    stop();
  };
}
