import { banner } from "./banner.ts";
import { HELP, parseCli, UsageError } from "./cli.ts";
import { type DevHost, type HostOptions, startHost } from "./host.ts";

const options = readOptions();
const host = await start(options);
console.log(banner(host));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

function readOptions(): HostOptions {
  try {
    const parsed = parseCli(Bun.argv.slice(2), process.env);
    if (parsed !== "help") return parsed;
    console.log(HELP);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\nTry --help.`);
    process.exit(2);
  }
}

async function start(settings: HostOptions): Promise<DevHost> {
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
