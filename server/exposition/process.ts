/** Standard figures of the runtime's process, in the units of their metrics. */
export interface ProcessFigures {
  /** Unix time in seconds at which the process began; fixed. */
  startTime: number;
  /** User and system CPU time in seconds. */
  cpu: number;
  /** Bytes. */
  residentMemory: number;
}

// The runtime's own mark: the difference of two clocks would tremble, and a changed module that a reload
// brings in would compute another one, which looks like a restart.
const startTime = Math.round(performance.timeOrigin) / 1000;

/** Reads the process's figures. */
export function readProcess(): ProcessFigures {
  const { user, system } = process.cpuUsage();
  return { startTime, cpu: (user + system) / 1e6, residentMemory: process.memoryUsage.rss() };
}
