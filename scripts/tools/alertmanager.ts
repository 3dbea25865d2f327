import { join } from "node:path";
import { unpackPackage } from "./debian-package.ts";

/** Alertmanager and its checker. */
export interface AlertmanagerTools {
  /** The command that starts Alertmanager, to which its options are added. */
  alertmanager: readonly string[];
  amtool: string;
}

/** Debian's Alertmanager looks for its templates in `/usr/share`: it is shown its own package's. */
const IN_ITS_PACKAGE =
  'mount --bind "$0/usr/share" /usr/share && exec "$0/usr/bin/prometheus-alertmanager" "$@"';

/**
 * Alertmanager and amtool: those on PATH, else Debian's from the project's cache.
 *
 * @throws MissingTool
 */
export async function ensureAlertmanager(): Promise<AlertmanagerTools> {
  const found = Bun.which("alertmanager") ?? Bun.which("prometheus-alertmanager");
  const amtool = Bun.which("amtool");
  if (found && amtool) return { alertmanager: [found], amtool };
  const root = await unpackPackage("prometheus-alertmanager");
  const unshared = ["unshare", "--user", "--map-root-user", "--mount"];
  const alertmanager = [...unshared, "sh", "-c", IN_ITS_PACKAGE, root];
  return { alertmanager, amtool: join(root, "usr/bin/amtool") };
}
