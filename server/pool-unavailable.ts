/** The pool can't be read now; the message says why and contains nothing internal. */
export class PoolUnavailable extends Error {
  override name = "PoolUnavailable";
}
