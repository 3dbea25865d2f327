const HOLDER = Symbol.for("@buntime/plugin-metrics");

type Retire = () => void;

/**
 * Makes this module the one in service at a base. A reload with new content imports a new module beside
 * the old one, and the host never stops the old one: the new one does, by the callback left here.
 *
 * @param retire - Ends what this module has under way at that base; called once a later module takes over.
 */
export function takeOver(base: string, retire: Retire): void {
  const holder = globalThis as { [HOLDER]?: Map<string, Retire> | Retire };
  const found = holder[HOLDER];
  const byBase = found instanceof Map ? found : new Map<string, Retire>();
  // Version 0.2 left one callback, whatever its base.
  const former = found instanceof Map ? found.get(base) : found;
  holder[HOLDER] = byBase.set(base, retire);
  if (former === retire) return;
  try {
    former?.();
  } catch {
    // another version's code: it must not keep this one from its service
  }
}
