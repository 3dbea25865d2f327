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
  /** How long, after the run, the answers may take to be held against a pool at rest, in milliseconds. */
  restMs: 20_000,
  /** How long it may take to hold the feed's pace at rest: three times five seconds, and what comes before. */
  paceMs: 30_000,
  /** How long it may take until clients that take nothing have been dropped: 30 s and what fills their queues. */
  dropMs: 90_000,
  /** How long after the last client has gone its place and its timers may remain, in milliseconds. */
  settleMs: 10_000,
} as const;
