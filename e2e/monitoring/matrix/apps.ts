import { makeTempFolder, type TempFolder } from "../../../testing/temp-folder.ts";

/** Long enough that no worker ends or becomes idle by itself during a run. */
const LASTING = "ttl: 1h\nidleTimeout: 1h\ntimeout: 30s\n";

/** The same with a short timeout: a request to a worker that has crashed hangs for as long. */
const IMPATIENT = "ttl: 1h\nidleTimeout: 1h\ntimeout: 1s\n";

const ok = 'export default { fetch: () => new Response("ok") };';
const fails = 'export default { fetch() { throw new Error("failed"); } };';
const crashes = `export default { fetch() {
  setTimeout(() => { throw new Error("crashed"); }); return new Promise(() => {}); } };`;

/** Apps by name: their module, and their manifest unless it is the lasting one. */
const APPS: Record<string, [source: string, manifest?: string]> = {
  ...Object.fromEntries(Array.from("abcdefghi", (name) => [name, [ok]])),
  brief: [ok, "ttl: 2s\nidleTimeout: 1s\ntimeout: 1s\n"],
  lambda: [ok, "ttl: 0\n"],
  waits: [
    'export default { async fetch() { await Bun.sleep(2000); return new Response("ok"); } };',
    "ttl: 0\n",
  ],
  fails: [fails],
  crash: [crashes, IMPATIENT],
  // Called once each: with a short timeout, a slow start would end the worker before it crashes.
  crash1: [crashes],
  crash2: [crashes],
  crash3: [crashes],
  broken: ['throw new Error("broken");'],
};

/** Writes the apps of the matrix to a folder for the hosts' `appsDir`. */
export async function writeApps(): Promise<TempFolder> {
  const folder = await makeTempFolder();
  for (const [name, [source, manifest = LASTING]] of Object.entries(APPS)) {
    await folder.write(`${name}/1.0.0/index.ts`, source);
    await folder.write(`${name}/1.0.0/manifest.yaml`, manifest);
  }
  return folder;
}
