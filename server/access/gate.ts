import { failure } from "../responses.ts";
import { credentialOf } from "./credential.ts";
import { HostKeys, type Verdict } from "./host-keys.ts";
import { type Hold, KeyWatch } from "./key-watch.ts";
import { compilePublicRoutes, type IsPublic, type PublicRoutes } from "./public-routes.ts";

/** Who may read the API. */
export interface AccessOptions {
  /** The host's `ctx.auth`, unchecked. */
  auth: unknown;
  /** Paths that need no key. */
  publicRoutes?: PublicRoutes | undefined;
}

/** Admits requests to the API: all of them, or those with one of the host's keys. */
export class Gate {
  readonly #report: (reason: string | undefined) => void;
  readonly #watch = new KeyWatch((key) => this.#check(key));
  #keys: HostKeys | undefined;
  #isPublic: IsPublic = () => true;
  #rules = "open";

  /** @param report - Called with the reason if the host's key store fails, with `undefined` if it works. */
  constructor(report: (reason: string | undefined) => void) {
    this.#report = report;
  }

  /**
   * Restricts access to the API, or opens it when called without options.
   *
   * @returns Whether the rules have changed: streams that are already open must then be checked again.
   * @throws TypeError if the host has no keys; the rules are then unchanged.
   */
  configure(options?: AccessOptions): boolean {
    this.#keys = options && new HostKeys(options.auth, this.#report);
    this.#isPublic = options ? compilePublicRoutes(options.publicRoutes) : () => true;
    const previous = this.#rules;
    this.#rules = options ? JSON.stringify(options.publicRoutes ?? []) : "open";
    return this.#rules !== previous;
  }

  /**
   * Checks a request.
   *
   * @param path - Below the base, as the router reads it.
   * @returns The response that refuses it, or `undefined` to admit it.
   */
  refuse(request: Request, path: string): Promise<Response | undefined> | undefined {
    return this.#isPublic(request.method, path) ? undefined : this.#refuseWithoutKey(request);
  }

  async #refuseWithoutKey({ headers }: Request): Promise<Response | undefined> {
    const verdict = await this.#check(credentialOf(headers));
    if (verdict === "allowed") return undefined;
    return verdict === "denied" ? unauthorized() : unavailable();
  }

  /** Keeps checking the key of an admitted stream; `undefined` if it needs none. */
  hold({ method, headers }: Request, path: string): Hold | undefined {
    const key = credentialOf(headers);
    if (this.#isPublic(method, path) || key === undefined) return undefined;
    return this.#watch.hold(key);
  }

  async #check(key: string | undefined): Promise<Verdict> {
    return this.#keys ? await this.#keys.check(key) : "allowed";
  }
}

function unauthorized(): Response {
  const headers = { "www-authenticate": "Bearer" };
  return failure(401, "a valid host key is required", headers);
}

function unavailable(): Response {
  return failure(503, "can't check the host's keys");
}
