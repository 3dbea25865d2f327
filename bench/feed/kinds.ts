/** Ways of feeding. */
export const KINDS = ["plugin", "per-client loop"] as const;
export type Kind = (typeof KINDS)[number];

export const PATH = "/api/metrics/sse";
export const INTERVAL_MS = 1000;

/** What a server has used by a moment. */
export interface Usage {
  cpuSeconds: number;
  /** Bytes. */
  rss: number;
  /** Requests under way. */
  open: number;
  /** Seconds, on its own clock. */
  at: number;
}
