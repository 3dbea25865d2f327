import { isGap } from "../../data/feed/samples.ts";
import { processesOf } from "../processes.ts";
import { type Evidence, type Fact, fact } from "./fact.ts";
import { ALERTS, MINUTE_MS, OWN } from "./thresholds.ts";

/** What is wrong with the process or between it and the page, or explains what the page shows. */
export function pageFacts(evidence: Evidence): Fact[] {
  const { activity, readings, now } = evidence;
  const { restarts, instances } = processesOf(activity, readings);
  const loop = ALERTS.BuntimeRestartLoop;
  const recent = restarts.filter((t) => now - t <= loop.minutes * MINUTE_MS).length;
  return [
    connection(evidence),
    recent > loop.restarts
      ? fact("warning", 1, { kind: "restartLoop", restarts: recent, seconds: loop.minutes * 60 })
      : started(evidence, restarts.length > 0 ? "restarted" : "started"),
    instances > 1 ? fact("info", 0, { kind: "instances", count: instances }) : null,
    clockSkew(evidence),
  ].filter((found) => found !== null);
}

function connection({ connection: { phase, error } }: Evidence): Fact | null {
  // While polling only the stream is refused.
  if (error?.kind === "unavailable" && phase !== "polling")
    return fact("critical", 1, { kind: "unreadable" });
  if (error?.kind === "busy") return fact("warning", 0, { kind: "feedFull" });
  // A stream that is refused has a notice of its own.
  return phase === "polling" && error === null ? fact("info", 0, { kind: "polling" }) : null;
}

/** `restarted` if the page has seen the process before. */
function started({ uptime, now }: Evidence, kind: "started" | "restarted"): Fact | null {
  const since = uptime === null ? null : now - uptime * 1_000;
  if (since === null || now - since > ALERTS.BuntimeRestart.minutes * MINUTE_MS) return null;
  return fact("info", 0, { kind }, { since });
}

/** Of the samples of the last minute the one with the least delay counts. */
function clockSkew({ activity, now }: Evidence): Fact | null {
  const ahead = activity.flatMap((entry) =>
    isGap(entry) || now - entry.t > MINUTE_MS ? [] : [Date.parse(entry.timestamp) - entry.t],
  );
  const aheadMs = Math.max(...ahead);
  if (!Number.isFinite(aheadMs) || Math.abs(aheadMs) <= OWN.skewMs) return null;
  return fact("info", 0, { kind: "clockSkew", aheadMs });
}
