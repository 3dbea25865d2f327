import { join } from "node:path";
import { root } from "../../../scripts/root.ts";
import { type Program, startProgram } from "./program.ts";

/** An embedded host in a process of its own, which can be killed and has its own start time. */
export interface HostProcess extends Program {
  readonly url: string;
  /** As in the label `instance`. */
  readonly instance: string;
}

/** Starts an embedded host on a port; further options are those of `bun dev/main.ts`. */
export async function startHostProcess(port: number, ...options: string[]): Promise<HostProcess> {
  const instance = `127.0.0.1:${port}`;
  const url = `http://${instance}`;
  const command = [process.execPath, join(root, "dev/main.ts"), "--port", String(port), ...options];
  const program = await startProgram(command, `${url}/metrics/api/metrics/`);
  return { ...program, url, instance };
}

/** Asks apps of a host, all at once, and waits for their answers. */
export async function call({ url }: HostProcess, ...apps: string[]): Promise<void> {
  await Promise.all(apps.map((app) => fetch(`${url}/${app}/`).then((answer) => answer.text())));
}
