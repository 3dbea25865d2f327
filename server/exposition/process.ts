/** Standard figures of the runtime's process, in the units of their metrics. */
export interface ProcessFigures {
  /** Unix time in seconds at which the process began; fixed. */
  startTime: number;
  /** User and system CPU time in seconds. */
  cpu: number;
  /** Bytes. */
  residentMemory: number;
}

// Reckoned once: the difference of two clocks would tremble from scrape to scrape.
const startTime = Math.round(Date.now() - process.uptime() * 1000) / 1000;

/** Reads the process's figures. */
export function readProcess(): ProcessFigures {
  const { user, system } = process.cpuUsage();
  return { startTime, cpu: (user + system) / 1e6, residentMemory: process.memoryUsage.rss() };
}
