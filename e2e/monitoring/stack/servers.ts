import {
  ensurePrometheus,
  ensureVictoriaMetrics,
  type VictoriaMetricsTools,
} from "../../../scripts/tools/monitoring.ts";
import { type Program, startProgram } from "./program.ts";

/** Starts a Prometheus with a configuration file and further options, such as where its data are kept. */
export async function runPrometheus(config: string, options: readonly string[]): Promise<Program> {
  const { prometheus, options: ofPackage } = await ensurePrometheus();
  const command = (address: string) => [
    prometheus,
    `--config.file=${config}`,
    `--web.listen-address=${address}`,
    "--log.level=warn",
    ...options,
    ...ofPackage,
  ];
  return startProgram(command, "/-/ready");
}

/** Starts a program of VictoriaMetrics. */
export async function runVictoria(
  tool: keyof VictoriaMetricsTools,
  options: readonly string[],
): Promise<Program> {
  const tools = await ensureVictoriaMetrics();
  const command = (address: string) => [
    tools[tool],
    `-httpListenAddr=${address}`,
    "-loggerLevel=ERROR",
    ...options,
  ];
  return startProgram(command, "/health");
}

/** A target that is being scraped, as Prometheus and vmagent report it. */
export interface Target {
  labels: Record<string, string>;
  health: "up" | "down" | "unknown";
  lastError: string;
}

/** All targets that a program scrapes. */
export async function targetsOf({ url }: Program): Promise<Target[]> {
  const response = await fetch(`${url}/api/v1/targets?state=active`);
  const { data } = (await response.json()) as { data: { activeTargets: Target[] } };
  return data.activeTargets;
}
