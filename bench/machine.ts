import { cpus, totalmem } from "node:os";

/** What the figures were measured on. */
export interface Machine {
  cpus: number;
  memoryGiB: number;
  system: string;
  bun: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

/** Describes this machine, by class and not by name. */
export function machine(): Machine {
  return {
    cpus: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    bun: Bun.version,
    date: new Date().toISOString().slice(0, 10),
  };
}

/** The machine in one line. */
export function describe({ cpus, memoryGiB, system, bun, date }: Machine): string {
  return `${date}, ${system}, ${cpus} CPUs, ${memoryGiB} GiB, Bun ${bun}`;
}
