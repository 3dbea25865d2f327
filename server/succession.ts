const HOLDER = Symbol.for("@buntime/plugin-metrics");

/** What a module leaves for the one that replaces it at a base. */
interface Service {
  /** Ends what it has under way. */
  retire(): void;
  /** What it has counted. Another version's can be of any shape. */
  readonly state: unknown;
}

/**
 * Makes this module's service the one at a base. A reload with new content imports a new module beside
 * the old one, and the host never stops the old one: the new one does, by the service left here.
 *
 * @returns What the former service at that base hands over; `undefined` if there was none, or if it is the same one.
 */
export function takeOver(base: string, service: Service): Pick<Service, "state"> | undefined {
  const holder = globalThis as { [HOLDER]?: Map<string, Service> | (() => void) };
  const found = holder[HOLDER];
  const byBase = found instanceof Map ? found : new Map<string, Service>();
  // Version 0.2 left one callback, whatever its base.
  const former =
    typeof found === "function" ? { retire: found, state: undefined } : byBase.get(base);
  holder[HOLDER] = byBase.set(base, service);
  if (former === undefined || former === service) return undefined;
  const state = attempt(() => former.state);
  attempt(() => former.retire());
  return { state };
}

/** Runs another version's code, which must not keep this one from its service. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
