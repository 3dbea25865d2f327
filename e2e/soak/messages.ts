import type { PoolNow } from "./pool-now.ts";

/** Ways in which the pool can be made to fail. */
export type Fault = "everything" | "getMetrics" | "getWorkerStats";

/** What the run asks of the child. */
export type Order =
  | { type: "fault"; fault: Fault | undefined }
  | { type: "reload"; sseInterval: number; changed: boolean }
  | { type: "measure" }
  | { type: "pool" }
  | { type: "stop" };

/** Figures of the child's process; bytes. */
export interface Figures {
  /** The main thread's heap after a full collection. */
  heap: number;
  /** The whole process, the workers' threads included. */
  rss: number;
  /** Timers that the plugin has set and not taken back. */
  pluginTimers: number;
  /** Errors that nobody handled, so far. */
  unhandled: string[];
  /** Lines that the plugin has logged, so far. */
  logLines: number;
}

/** What the child tells: first that it is ready, then of every order, in their turn, how it went. */
export type Report =
  | { type: "ready"; url: string }
  | { type: "done"; figures?: Figures; pool?: PoolNow }
  | { type: "failed"; error: string };
