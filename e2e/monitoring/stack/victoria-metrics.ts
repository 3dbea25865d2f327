import { join } from "node:path";
import { ensureVictoriaMetrics } from "../../../scripts/tools/monitoring.ts";
import { type Program, startProgram } from "./program.ts";

/** Starts VictoriaMetrics, which scrapes nothing: samples are sent to it. */
export async function startVictoriaMetrics(
  folder: string,
  options: readonly string[] = [],
): Promise<Program> {
  const { victoriaMetrics } = await ensureVictoriaMetrics();
  const command = (address: string) => [
    victoriaMetrics,
    `-storageDataPath=${join(folder, "victoria-metrics")}`,
    `-httpListenAddr=${address}`,
    "-loggerLevel=ERROR",
    ...options,
  ];
  return startProgram(command, "/health");
}
