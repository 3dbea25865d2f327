/** What a soak run may show at most; fixed before the first run. */
export const LIMITS = {
  /** Growth of the main thread's heap after a full collection, in kB a minute. */
  heapKbPerMinute: 400,
  /** The same for runs of under three minutes, whose few samples say less. */
  heapKbPerMinuteShort: 1_500,
  /** Growth of the whole process's resident memory, its workers' threads included, in kB a minute. */
  rssKbPerMinute: 6_000,
  /** The same for runs of under three minutes: the allocator is still settling. */
  rssKbPerMinuteShort: 30_000,
  /** Share of the run, at its beginning, whose memory is not looked at: caches fill, code is compiled. */
  warmUpShare: 0.3,
  /** How long, after the run, the comparison of the responses with a pool at rest may take, in milliseconds. */
  restMs: 30_000,
  /** How long the check of the feed's pace at rest may take: three times five seconds, and what comes before. */
  paceMs: 90_000,
  /** How long after the last client has gone its place and its timers may remain, in milliseconds. */
  settleMs: 60_000,
} as const;
