/** How long the shell may take to echo a navigation, in ms. */
const ECHO_TIMEOUT_MS = 2_000;

/** Navigations of the pages that the shell has yet to echo. */
export interface PendingNavigations {
  /** Adds a navigation of the pages. */
  add(path: string, now: number): void;
  /**
   * Whether a path from the shell echoes a navigation that a later one has superseded: following it
   * would take the user back.
   */
  isSuperseded(path: string, now: number): boolean;
}

/** Creates an empty list. */
export function createPendingNavigations(): PendingNavigations {
  let pending: { path: string; at: number }[] = [];
  return {
    add(path, now) {
      pending = [...pending.filter(({ at }) => now - at < ECHO_TIMEOUT_MS), { path, at: now }];
    },
    isSuperseded(path, now) {
      pending = pending.filter(({ at }) => now - at < ECHO_TIMEOUT_MS);
      const index = pending.findIndex((navigation) => navigation.path === path);
      if (index < 0) pending = [];
      else pending = pending.slice(index);
      return pending.length > 1;
    },
  };
}
