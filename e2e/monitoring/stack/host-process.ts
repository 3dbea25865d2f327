// An embedded host in its own process: `bun host-process.ts <options as JSON>`. Prints its port.
import { startHost } from "../../../dev/host.ts";

const host = await startHost({ quiet: true, ...JSON.parse(Bun.argv[2] ?? "{}") });
console.log(host.port);
process.once("SIGTERM", () => void host.stop().then(() => process.exit(0)));
