import { afterAll, beforeAll, expect, test } from "bun:test";
import { ensureProxy } from "../../scripts/tools/proxies.ts";
import { makeTempFolder } from "../../testing/temp-folder.ts";
import { HostProcess } from "../monitoring/stack/host.ts";
import { type Program, startProgram } from "../monitoring/stack/program.ts";
import { stage } from "../pages/stage.ts";
import { API } from "./feed.ts";
import { nginxArguments, nginxConfiguration } from "./setups.ts";
import { commandLine } from "./start.ts";

const at = stage();
const parts = new AsyncDisposableStack();
let nginx: Program;

beforeAll(async () => {
  // An event starts each stream, and nginx cuts it before the next.
  const options = { sseInterval: 3_600_000, load: "off" } as const;
  const hosts = await Promise.all([HostProcess.start(options), HostProcess.start(options)]);
  for (const host of hosts) parts.defer(() => host.stop());
  const servers = hosts.map(({ instance }) => `server ${instance};`).join(" ");
  const { path: folder, write } = parts.use(await makeTempFolder());
  const program = await ensureProxy("nginx");
  nginx = await startProgram(async (address) => {
    await write("nginx.conf", nginxConfiguration(folder, balancerOf(address, servers)));
    return commandLine(program, nginxArguments(folder));
  }, API);
  parts.defer(() => nginx.stop());
}, 120_000);
afterAll(() => parts.disposeAsync());

/** Hosts take turns: at requests, and, counted for themselves, at streams. */
function balancerOf(address: string, servers: string): string {
  return `
upstream hosts { ${servers} }
upstream streams { ${servers} }
server {
  listen ${address};
  proxy_http_version 1.1;
  location / { proxy_pass http://hosts; }
  location ${API}/sse { proxy_pass http://streams; proxy_buffering off; proxy_read_timeout 1s; }
}
`;
}

test("behind a balancer, responses have the ids of both instances, and the page says that there are two", async () => {
  at.expectFaults();
  const instances = new Set<string | null>();
  for (let request = 0; request < 4; request++) {
    instances.add((await fetch(nginx.url + API)).headers.get("x-metrics-instance"));
  }
  const id = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect([...instances]).toEqual([id, id]);
  const page = await at.open(`${nginx.url}/metrics/`);
  await page.getByText("Responses come from 2 instances").first().waitFor();
});
