import { createHash, timingSafeEqual } from "node:crypto";
import { attempt } from "../pool/values.ts";
import { within } from "../within.ts";

/** Time limit of the host's key store for one key, in milliseconds. */
export const VERIFICATION_MS = 2000;

/**
 * Maximum number of pending calls to the store, so that they don't pile up if it hangs. A call counts until it
 * settles, even if its request has already received a 503.
 */
export const MAX_VERIFICATIONS = 1000;

/** Result of checking a key; `unavailable` if the store threw, took too long or has too many pending calls. */
export type Verdict = "allowed" | "denied" | "unavailable";

/** The host's `ctx.auth`, unchecked. The root key is not in the store. */
interface HostAuth {
  rootKey?: unknown;
  store?: { verify?: unknown };
}

type Verify = (key: string) => unknown;

/** Looked up if a request has no key, so that the response takes as long as for a wrong key. */
const NO_KEY = crypto.randomUUID();

/** Checks keys against those of the host. Nothing is cached: a revoked key is refused immediately. */
export class HostKeys {
  readonly #auth: HostAuth;
  readonly #report: (reason: string | undefined) => void;
  #pendingCalls = 0;

  /**
   * @param auth - The host's `ctx.auth`.
   * @param report - Called with the reason if the store fails, with `undefined` if it works.
   * @throws TypeError if the host has no keys.
   */
  constructor(auth: unknown, report: (reason: string | undefined) => void) {
    this.#auth = (typeof auth === "object" && auth) || {};
    this.#report = report;
    if (this.#rootKey === undefined && !this.#verify) {
      throw new TypeError(
        'plugin-metrics: option "auth" is "host", but this host provides no keys (ctx.auth, ' +
          "Buntime 0.5 and later): update it, or set auth: none and protect the endpoints with a proxy or an authentication plugin",
      );
    }
  }

  /** Checks one key. Never rejects. */
  async check(key: string | undefined): Promise<Verdict> {
    if (isSame(key ?? NO_KEY, this.#rootKey)) return "allowed";
    const verdict = await this.#ask(key ?? NO_KEY);
    return key === undefined && verdict === "allowed" ? "denied" : verdict;
  }

  get #rootKey(): string | undefined {
    const { rootKey } = this.#auth;
    return typeof rootKey === "string" && rootKey !== "" ? rootKey : undefined;
  }

  get #verify(): Verify | undefined {
    const { store } = this.#auth;
    const verify = store?.verify;
    return typeof verify === "function" ? (key) => verify.call(store, key) : undefined;
  }

  async #ask(key: string): Promise<Verdict> {
    if (this.#pendingCalls >= MAX_VERIFICATIONS) return this.#unavailable("too many keys to check");
    this.#pendingCalls++;
    let outcome: { verdict: Verdict } | { error: unknown } | undefined;
    const asking = (async () => {
      try {
        const verify = this.#verify;
        const principal = await verify?.(key);
        outcome = { verdict: typeof principal === "object" && principal ? "allowed" : "denied" };
      } catch (error) {
        outcome = { error };
      } finally {
        this.#pendingCalls--;
      }
    })();
    await within(VERIFICATION_MS, asking);
    if (!outcome) return this.#unavailable(`no result within ${VERIFICATION_MS / 1000} s`);
    if ("error" in outcome) return this.#unavailable(messageOf(outcome.error, key));
    this.#report(undefined);
    return outcome.verdict;
  }

  #unavailable(reason: string): Verdict {
    this.#report(reason);
    return "unavailable";
  }
}

/** Compares hashes, which have the same length, in constant time. Without a root key nothing matches. */
function isSame(key: string, rootKey: string | undefined): boolean {
  const isEqual = timingSafeEqual(sha256(key), sha256(rootKey ?? ""));
  return isEqual && rootKey !== undefined;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** An error's message for the log, with the key removed in case it contains it. */
function messageOf(error: unknown, key: string): string {
  const message = attempt(() => (error instanceof Error ? String(error.message) : undefined));
  return message?.replaceAll(key, "…") ?? "it failed";
}
