import { attempt } from "./pool/values.ts";

const HOLDER = Symbol.for("@buntime/plugin-metrics");

/** What a module leaves for its successor at a base. */
interface Service {
  /** Ends its feed. */
  retire(): void;
  /** What it has counted; in another version it can have any shape. */
  readonly state: unknown;
}

/**
 * Registers this module's service at a base. A reload with new content imports a new module alongside the old one,
 * which the host never stops: the new one does, through the service registered here.
 *
 * @returns The state of the previous service at that base; `undefined` if there was none, or if it is the same one.
 */
export function takeOver(base: string, service: Service): Pick<Service, "state"> | undefined {
  const holder = globalThis as { [HOLDER]?: Map<string, Service> | (() => void) };
  const found = holder[HOLDER];
  const byBase = found instanceof Map ? found : new Map<string, Service>();
  // Version 0.2 left one callback, whatever its base.
  const previous =
    typeof found === "function" ? { retire: found, state: undefined } : byBase.get(base);
  holder[HOLDER] = byBase.set(base, service);
  if (previous === undefined || previous === service) return undefined;
  // A failure of another version's code must not affect this version.
  const state = attempt(() => previous.state);
  attempt(() => previous.retire());
  return { state };
}
