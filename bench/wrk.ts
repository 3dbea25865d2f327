import { pinnedTo } from "./child.ts";

/** What wrk found out in one run. */
export interface WrkResult {
  requestsPerSecond: number;
  requests: number;
}

/**
 * Runs wrk, https://github.com/wg/wrk: one thread, on the second CPU core, that asks again as soon as it
 * is answered.
 *
 * @param connections - Connections at once.
 * @param seconds - Whole seconds.
 */
export async function wrk(url: string, connections: number, seconds: number): Promise<WrkResult> {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, url];
  const output = await Bun.$`${[...pinnedTo(1), "wrk", ...args]}`.quiet().text();
  const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(output);
  if (failed) throw new Error(`wrk ${url}: ${failed[0]}`);
  return {
    requestsPerSecond: number(/Requests\/sec:\s+([\d.]+)/, output),
    requests: number(/(\d+) requests in/, output),
  };
}

function number(pattern: RegExp, output: string): number {
  const [, digits] = pattern.exec(output) ?? [];
  if (digits === undefined) throw new Error(`wrk said something else:\n${output}`);
  return Number(digits);
}
