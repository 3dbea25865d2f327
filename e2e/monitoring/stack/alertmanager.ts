import { join } from "node:path";
import { stringify } from "yaml";
import { ensureAlertmanager } from "../../../scripts/tools/monitoring.ts";
import { type Divisor, dividedRoute } from "./divided.ts";
import { readKit } from "./kit.ts";
import { type Program, startProgram } from "./program.ts";

interface AlertmanagerConfig {
  route: Record<string, unknown>;
  receivers: { name: string; webhook_configs: { url: string }[] }[];
}

/** Starts Alertmanager with the kit's own file, except for divided intervals and the receivers' address. */
export async function startAlertmanager(
  folder: string,
  receiver: string,
  divisor: Divisor,
): Promise<Program> {
  const { alertmanager } = await ensureAlertmanager();
  const file = join(folder, "alertmanager.yml");
  await Bun.write(file, stringify(await changedConfig(receiver, divisor)));
  const command = (address: string) => [
    ...alertmanager,
    `--config.file=${file}`,
    `--storage.path=${join(folder, "alertmanager")}`,
    `--web.listen-address=${address}`,
    "--cluster.listen-address=",
    "--log.level=warn",
  ];
  return startProgram(command, "/-/ready");
}

async function changedConfig(receiver: string, divisor: Divisor): Promise<AlertmanagerConfig> {
  const config = await readKit<AlertmanagerConfig>("alertmanager/alertmanager.yml");
  return {
    ...config,
    route: dividedRoute(config.route, divisor),
    receivers: config.receivers.map(({ name, webhook_configs }) => ({
      name,
      webhook_configs: webhook_configs.map((hook) => ({ ...hook, url: `${receiver}/${name}` })),
    })),
  };
}
