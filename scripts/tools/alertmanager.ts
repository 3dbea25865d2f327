import { join } from "node:path";
import { unpackPackage } from "./debian-package.ts";

/** Paths of Alertmanager and its checker. */
export interface AlertmanagerTools {
  alertmanager: string;
  amtool: string;
}

/**
 * Alertmanager and amtool: those on PATH, else Debian's from the project's cache.
 *
 * @throws MissingTool
 */
export async function ensureAlertmanager(): Promise<AlertmanagerTools> {
  const alertmanager = Bun.which("alertmanager") ?? Bun.which("prometheus-alertmanager");
  const amtool = Bun.which("amtool");
  if (alertmanager && amtool) return { alertmanager, amtool };
  const bin = join(await unpackPackage("prometheus-alertmanager"), "usr/bin");
  return { alertmanager: join(bin, "prometheus-alertmanager"), amtool: join(bin, "amtool") };
}
