import { Descriptors } from "./descriptors.ts";

/** Standard figures of the runtime's process, in the units of their metrics. */
export interface ProcessFigures {
  /** Unix time in seconds at which the process began; fixed. */
  startTime: number;
  /** User and system CPU time in seconds. */
  cpu: number;
  /** Bytes. */
  residentMemory: number;
  /** Open file descriptors, and how many may be open; `undefined` if the system doesn't report it. */
  openDescriptors: number | undefined;
  maxDescriptors: number | undefined;
}

// From the runtime: the difference of two clocks would vary, and a changed module that a reload
// brings in would compute it again, which looks like a restart.
const startTime = Math.round(performance.timeOrigin) / 1000;

/** Reads the process's figures. */
export class ProcessReader {
  readonly #descriptors = new Descriptors();

  read(): ProcessFigures {
    const { user, system } = process.cpuUsage();
    const { open, max } = this.#descriptors.read();
    return {
      startTime,
      cpu: (user + system) / 1e6,
      residentMemory: process.memoryUsage.rss(),
      openDescriptors: open,
      maxDescriptors: max,
    };
  }
}
