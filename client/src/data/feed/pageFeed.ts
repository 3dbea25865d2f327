import { MOUNT } from "../../browser/mount.ts";
import { getSnapshot, openFeed } from "../api.ts";
import { now } from "../clock.ts";
import { Feed } from "./feed.ts";

/** The page's feed. */
export const feed = new Feed({
  openStream: (signal) => openFeed(MOUNT, signal),
  getSnapshot: (signal) => getSnapshot(MOUNT, signal),
  now,
  random: () => Math.random(),
});

/** Starts the feed, which disconnects while the tab is hidden; returns what stops it. */
export function startFeed(): () => void {
  const onVisibility = () => feed.send(document.hidden ? "hide" : "show");
  document.addEventListener("visibilitychange", onVisibility);
  onVisibility();
  const stop = feed.start();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    stop();
  };
}
