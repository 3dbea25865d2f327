/** The owner of a key, as plugins see it. */
interface Principal {
  role: "viewer";
  isRoot: false;
}

/** The host's keys, in memory: what `ctx.auth.store` is on the real host. The root key is not among them. */
export class KeyStore {
  readonly #keys = new Set<string>();

  /** Makes a key valid, starting with the next request. */
  add(key: string): void {
    this.#keys.add(key);
  }

  /** Makes a key invalid, starting with the next request. */
  revoke(key: string): void {
    this.#keys.delete(key);
  }

  /** Resolves to the owner of a key, or to `null` if it is not valid. */
  async verify(key: string): Promise<Principal | null> {
    return this.#keys.has(key) ? { role: "viewer", isRoot: false } : null;
  }
}
