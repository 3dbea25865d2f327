import { linkToApp, linkToWorker } from "../workersLink.ts";
import { type Evidence, type Fact, fact } from "./fact.ts";
import { OWN } from "./thresholds.ts";

/** What is wrong with single workers. */
export function workerFacts({ ledger, now }: Evidence): Fact[] {
  const rows = [...ledger.rows.values()];
  const live = rows.filter(({ state, failed }) => state !== "terminated" || failed).length;
  const share = (workers: number) => workers / Math.max(live, 1);
  const failed = Map.groupBy(
    rows.filter((row) => row.failed),
    ({ app }) => app,
  );
  const failures = [...failed].map(([app, own]) => {
    const [first] = own;
    const times = own.map(({ id }) => ledger.failedAt.get(id) ?? null);
    const isOne = own.length === 1 && first !== undefined;
    return fact(
      "warning",
      share(own.length),
      { kind: "failed", app, workers: own.length },
      {
        since: times.some((t) => t === null) ? null : Math.min(...times.map(Number)),
        link: isOne ? linkToWorker(first.id) : linkToApp(app, "failed"),
        vital: "failed",
      },
    );
  });
  const blocked = rows
    .filter((row) => row.blocked)
    .map(({ app, id, sampledSecondsAgo }) => {
      const since =
        sampledSecondsAgo === undefined ? null : (ledger.t ?? now) - sampledSecondsAgo * 1_000;
      const isLong = since !== null && now - since >= OWN.blockedCriticalMs;
      return fact(
        isLong ? "critical" : "warning",
        share(1),
        { kind: "blocked", app, worker: id },
        {
          since,
          link: linkToWorker(id),
          vital: "blocked",
        },
      );
    });
  return [...failures, ...blocked];
}
