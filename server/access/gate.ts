import { failure } from "../responses.ts";
import { credentialOf } from "./credential.ts";
import { HostKeys, type Verdict } from "./host-keys.ts";
import { type Hold, KeyWatch } from "./key-watch.ts";
import { compilePublicRoutes, type IsPublic, type PublicRoutes } from "./public-routes.ts";

/** What closes the API. */
export interface AccessOptions {
  /** The host's `ctx.auth`, unchecked. */
  auth: unknown;
  /** What stays open. */
  publicRoutes?: PublicRoutes | undefined;
}

/** Lets requests through to the API: all of them, or those that carry a key of the host. */
export class Gate {
  readonly #report: (reason: string | undefined) => void;
  readonly #watch = new KeyWatch((key) => this.#check(key));
  #keys: HostKeys | undefined;
  #isPublic: IsPublic = () => true;
  #rules = "open";

  /** @param report - Called with what is wrong with the host's key store, or `undefined` if nothing is. */
  constructor(report: (reason: string | undefined) => void) {
    this.#report = report;
  }

  /**
   * Closes the API, or opens it when called without options.
   *
   * @returns Whether the rules have changed, so that what was let through before must be checked again.
   * @throws TypeError if the host has no keys; the rules then stay as they were.
   */
  configure(options?: AccessOptions): boolean {
    this.#keys = options && new HostKeys(options.auth, this.#report);
    this.#isPublic = options ? compilePublicRoutes(options.publicRoutes) : () => true;
    const former = this.#rules;
    this.#rules = options ? JSON.stringify(options.publicRoutes ?? []) : "open";
    return this.#rules !== former;
  }

  /**
   * Checks a request.
   *
   * @param path - Below the base, as the router reads it.
   * @returns The response that refuses it, or `undefined` to let it through.
   */
  refuse(request: Request, path: string): Promise<Response | undefined> | undefined {
    return this.#isPublic(request.method, path) ? undefined : this.#refuseWithoutKey(request);
  }

  async #refuseWithoutKey({ headers }: Request): Promise<Response | undefined> {
    const verdict = await this.#check(credentialOf(headers));
    if (verdict === "allowed") return undefined;
    return verdict === "denied" ? unauthorized() : unavailable();
  }

  /** Keeps checking the key of a request whose stream has been let through; `undefined` if it needs none. */
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
  return failure(401, "a valid key of the host is required", headers);
}

function unavailable(): Response {
  return failure(503, "the host's keys can't be checked now");
}
