import { commandLine } from "../scripts/command-line.ts";
import { banner } from "./banner.ts";
import { HELP, hostOptions, OPTIONS } from "./cli.ts";
import { type DevHost, startHost } from "./host.ts";

const options = commandLine(HELP, OPTIONS, (values) => hostOptions(values, process.env));
const host = await start(options);
console.log(banner(host));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

async function start(settings: typeof options): Promise<DevHost> {
  try {
    return await startHost(settings);
  } catch (error) {
    console.error(`The host can't start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

async function stop(): Promise<void> {
  console.log("\nStopping.");
  await host.stop();
}
