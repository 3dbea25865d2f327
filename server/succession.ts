const HOLDER = Symbol.for("@buntime/plugin-metrics");

/**
 * Makes this module the one in service. A reload with new content imports a new module beside the
 * old one, and nobody tells the old one to stop: the new one does, by calling what it left here.
 *
 * @param retire - Ends what this module has under way; called once a later module takes over.
 */
export function takeOver(retire: () => void): void {
  const holder = globalThis as { [HOLDER]?: () => void };
  const former = holder[HOLDER];
  holder[HOLDER] = retire;
  if (former === retire) return;
  try {
    former?.();
  } catch {
    // another version's code: it must not keep this one from its service
  }
}
