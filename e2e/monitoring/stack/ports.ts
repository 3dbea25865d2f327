const FIRST = 8700;
const LAST = 8799;

/**
 * Ports of the loopback address that nobody listens on, from 8700 to 8799.
 *
 * @throws Error when there are not so many.
 */
export function freePorts(count: number): number[] {
  const found: number[] = [];
  for (let port = FIRST; port <= LAST && found.length < count; port++) {
    if (isFree(port)) found.push(port);
  }
  if (found.length === count) return found;
  throw new Error(`wanted ${count} free ports from ${FIRST} to ${LAST}, found ${found.length}`);
}

function isFree(port: number): boolean {
  try {
    Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    return false;
  }
}
