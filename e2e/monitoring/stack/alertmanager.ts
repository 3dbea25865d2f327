import { join } from "node:path";
import { stringify } from "yaml";
import { ensureAlertmanager } from "../../../scripts/tools/alertmanager.ts";
import { readKit } from "./kit.ts";
import { type Program, startProgram } from "./program.ts";

/** A running Alertmanager. */
export interface Alertmanager extends Program {
  readonly address: string;
}

interface AlertmanagerConfig {
  route: Record<string, unknown>;
  receivers: { name: string; webhook_configs: { url: string }[] }[];
}

/** Starts Alertmanager with the kit's own file, but for quicker groups and the receivers' address. */
export async function startAlertmanager(
  folder: string,
  port: number,
  receiver: string,
): Promise<Alertmanager> {
  const { alertmanager } = await ensureAlertmanager();
  const file = join(folder, "alertmanager.yml");
  await Bun.write(file, stringify(await changedConfig(receiver)));
  const address = `127.0.0.1:${port}`;
  const command = [
    ...alertmanager,
    `--config.file=${file}`,
    `--storage.path=${join(folder, "alertmanager")}`,
    `--web.listen-address=${address}`,
    "--cluster.listen-address=",
    "--log.level=warn",
  ];
  const program = await startProgram(command, `http://${address}/-/ready`);
  return { ...program, address };
}

async function changedConfig(receiver: string): Promise<AlertmanagerConfig> {
  const config = await readKit<AlertmanagerConfig>("alertmanager/alertmanager.yml");
  return {
    ...config,
    route: { ...config.route, group_wait: "1s", group_interval: "1s" },
    receivers: config.receivers.map(({ name, webhook_configs }) => ({
      name,
      webhook_configs: webhook_configs.map((hook) => ({ ...hook, url: `${receiver}/${name}` })),
    })),
  };
}
