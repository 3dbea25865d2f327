import { join } from "node:path";
import type { HostOptions } from "../../../dev/host.ts";
import { root } from "../../../scripts/root.ts";
import { RawClient } from "../../../testing/raw-client.ts";
import type { HostProcess } from "../stack/host.ts";

/** How a state is created. */
export interface Run {
  host: HostProcess;
  /** Aborted at the end of the run. */
  signal: AbortSignal;
  /** How long a minute of the alerts' rules is here, in milliseconds. */
  minute: number;
}

/** What brings a host into a state. */
type Drive = (run: Run) => Promise<void>;

/** A host in one state: which alerts must be received. No other alert may be, except for those in `may`. */
export interface State {
  name: string;
  options?: HostOptions;
  drive?: Drive;
  /** Alerts that must be received, critical or not. */
  must: string[];
  /** Alerts that depend on timing: those of a target that is away while its process starts. */
  may?: string[];
  /** Whether the check runs it too. Otherwise only the full matrix does. */
  quick?: boolean;
}

const APPS = Array.from("abcdefghi");
const DEMO_APPS = join(root, "dev/apps");
const AWAY = ["BuntimeTargetDown", "BuntimeMostTargetsDown"];

/** Calls these apps in turn, with a pause between two calls, until the run ends or the number of calls is reached. */
const calling =
  (apps: readonly string[], pauseMs: number, times = Number.POSITIVE_INFINITY): Drive =>
  async ({ host, signal }) => {
    for (let i = 0; i < times && !signal.aborted; i++) {
      await host.call(apps[i % apps.length] ?? "", signal);
      await Bun.sleep(pauseMs);
    }
  };

/** The same with minutes between two calls. */
const callingRarely =
  (apps: readonly string[], pauseMinutes: number, times?: number): Drive =>
  (run) =>
    calling(apps, pauseMinutes * run.minute, times)(run);

/** Several at the same time. */
const together =
  (...drives: Drive[]): Drive =>
  async (run) => {
    await Promise.all(drives.map((drive) => drive(run)));
  };

/** Keeps a number of requests to an app pending. */
const crowding = (app: string, count: number): Drive =>
  together(...Array.from({ length: count }, () => calling([app], 50)));

/** The same for a number of minutes. */
const during =
  (minutes: number, drive: Drive): Drive =>
  (run) => {
    const over = AbortSignal.timeout(minutes * run.minute);
    return drive({ ...run, signal: AbortSignal.any([run.signal, over]) });
  };

/** Restarts the host a number of times, with minutes before each. */
const restarting =
  (times: number, pauseMinutes: number): Drive =>
  async ({ host, signal, minute }) => {
    for (let i = 0; i < times && !signal.aborted; i++) {
      await Bun.sleep(pauseMinutes * minute);
      await host.restart();
    }
  };

/** Opens a number of live feed clients that never read. */
const following =
  (count: number): Drive =>
  async ({ host, signal }) => {
    const request = "GET /metrics/api/metrics/sse HTTP/1.1";
    const clients: RawClient[] = [];
    while (clients.length < count) {
      const some = Array.from({ length: 100 }, () => RawClient.connect(host.port, request));
      clients.push(...(await Promise.all(some)));
    }
    for (const client of clients) client.pause();
    signal.addEventListener("abort", () => {
      for (const client of clients) client.reset();
    });
  };

/** The states, each its own host. */
const STATES: readonly State[] = [
  { name: "fresh", must: [], quick: true },
  { name: "idle", drive: calling(["brief"], 500, 3), must: [] },
  { name: "ttl 0 only", drive: calling(["lambda"], 300), must: [] },
  {
    name: "full at rest",
    options: { poolSize: 3 },
    drive: calling(["a", "b", "c"], 10, 6),
    must: [],
    quick: true,
  },
  {
    name: "thrash",
    options: { poolSize: 6 },
    drive: during(15, together(calling(APPS, 50), calling(APPS, 50))),
    must: ["BuntimePoolExhausted"],
    quick: true,
  },
  { name: "one crash", drive: calling(["crash"], 0, 1), must: [], quick: true },
  {
    name: "three crashes of three apps",
    drive: callingRarely(["crash1", "crash2", "crash3"], 4, 3),
    must: ["BuntimeWorkersFailed"],
  },
  {
    name: "crash loop",
    drive: calling(["crash"], 700),
    must: ["BuntimeAppCrashLoop"],
    quick: true,
  },
  {
    name: "fails to start",
    drive: calling(["broken"], 700),
    must: ["BuntimeAppCrashLoop"],
  },
  {
    name: "error storm",
    drive: together(calling(["fails"], 100), calling(["a"], 100)),
    must: ["BuntimeErrorBudgetBurnFast"],
    quick: true,
  },
  {
    name: "few requests, all failing",
    drive: callingRarely(["fails"], 8),
    must: ["BuntimeAppErrors"],
  },
  { name: "queue filling", drive: crowding("waits", 89), must: ["BuntimeEphemeralQueueFilling"] },
  {
    name: "queue full",
    drive: crowding("waits", 130),
    must: ["BuntimeEphemeralQueueFull"],
    quick: true,
  },
  { name: "restart", drive: restarting(1, 10), must: ["BuntimeRestart"], may: AWAY },
  {
    name: "restart loop",
    drive: restarting(7, 2.5),
    must: ["BuntimeRestart", "BuntimeRestartLoop"],
    may: AWAY,
  },
  {
    name: "scrape off",
    options: { prometheus: false },
    must: ["BuntimeMostTargetsDown"],
    quick: true,
  },
  {
    name: "feed full",
    options: { sseInterval: 3_600_000 },
    drive: following(8_100),
    must: ["BuntimeFeedNearlyFull"],
  },
  // The load of compose.yaml, with failures as frequent as the windows are short. It pages nobody.
  {
    name: "demo load",
    options: { load: "light", appsDir: DEMO_APPS },
    must: ["BuntimeAppErrors", "BuntimeWorkersFailed"],
    may: ["BuntimeErrorBudgetBurnSlow", "BuntimeWorkersLost", "BuntimeHighUtilization"],
    quick: true,
  },
];

/** All states, or those of the check. */
export function statesOf(full: boolean): State[] {
  return STATES.filter(({ quick }) => full || quick);
}
