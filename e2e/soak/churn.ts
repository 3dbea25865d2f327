import { pick } from "./random.ts";
import { pause, type RunState } from "./run-state.ts";

/** More apps than the pool holds, so that workers come and go; some crash, fail or don't start. */
const PATHS = [
  ...["/hello/", "/uuid/", "/clock/", "/echo/", "/visits/", "/dice/", "/@acme/cart/"],
  ...["/fibonacci/?n=15", "/slow/?ms=200", "/busy/?ms=50", "/lambda/", "/memory/?mb=1"],
  ...["/memory/?free=1", "/fails/", "/crash/", "/broken/", "/slowstart/", "/crash/alive"],
] as const;

/** So many requests may wait at once: a slow host is not asked ever more. */
const MAX_UNDER_WAY = 32;

/** Asks the sample apps; what they answer is no concern of the plugin. */
export async function churn(state: RunState): Promise<void> {
  const origin = new URL(state.child.base).origin;
  const underWay = new Set<Promise<void>>();
  while (await pause(state, state.plan.churnEveryMs)) {
    if (underWay.size >= MAX_UNDER_WAY) continue;
    const request = ask(state, `${origin}${pick(state.random, PATHS)}`);
    underWay.add(request);
    void request.then(() => underWay.delete(request));
  }
  await Promise.all(underWay);
}

async function ask({ ledger, over }: RunState, url: string): Promise<void> {
  try {
    const response = await fetch(url, { signal: over });
    await response.arrayBuffer();
    ledger.answered(`apps ${response.status}`);
  } catch {
    ledger.answered("apps cut off");
  }
}
