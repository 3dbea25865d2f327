import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { ensureProxy } from "../../scripts/tools/proxies.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import { HostProcess } from "../monitoring/stack/host.ts";
import { type Program, startProgram } from "../monitoring/stack/program.ts";
import { stage } from "./stage.ts";

const PAGES = "/metrics/";
const API = "/metrics/api/metrics/";

const { open, expectFaults } = stage();
let hosts: HostProcess[] = [];
let folder: TempFolder;
let nginx: Program;

beforeAll(async () => {
  // An event starts each stream, and nginx cuts it before the next.
  const options = { sseInterval: 3_600_000, load: "off" } as const;
  hosts = await Promise.all([HostProcess.start(options), HostProcess.start(options)]);
  folder = await makeTempFolder();
  const { path, env } = await ensureProxy("nginx");
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  nginx = await startProgram(async (address) => {
    await folder.write("nginx.conf", configuration(address));
    const config = join(folder.path, "nginx.conf");
    return ["env", ...variables, path, "-e", "stderr", "-p", folder.path, "-c", config];
  }, API);
}, 120_000);

afterAll(async () => {
  await nginx?.stop();
  await Promise.all(hosts.map((host) => host.stop()));
  await folder?.[Symbol.asyncDispose]();
});

/** Hosts take turns: at requests, and, counted for themselves, at streams. */
function configuration(address: string): string {
  const servers = hosts.map(({ instance }) => `server ${instance};`).join(" ");
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = kept.map((what) => `${what}_temp_path ${folder.path}/${what};`).join("\n");
  return `${process.getuid?.() === 0 ? "user root;" : ""}
daemon off; pid ${folder.path}/pid; worker_processes 1; events {}
http {
access_log off;
${paths}
upstream hosts { ${servers} }
upstream streams { ${servers} }
server {
  listen ${address};
  proxy_http_version 1.1;
  location / { proxy_pass http://hosts; }
  location ${API}sse { proxy_pass http://streams; proxy_buffering off; proxy_read_timeout 1s; }
}
}
`;
}

test("responses of two hosts have the ids of two instances", async () => {
  const instances = new Set<string | null>();
  for (let request = 0; request < 4; request++) {
    const { ok, headers } = await fetch(nginx.url + API);
    expect(ok).toBe(true);
    instances.add(headers.get("x-metrics-instance"));
  }
  expect([...instances]).toEqual([
    expect.stringMatching(/^[0-9a-f]{16}$/),
    expect.stringMatching(/^[0-9a-f]{16}$/),
  ]);
});

test("the page says that its numbers come from two instances", async () => {
  expectFaults();
  const page = await open(nginx.url + PAGES);
  await page.getByText("Responses come from 2 instances").first().waitFor();
});
