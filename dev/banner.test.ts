import { expect, test } from "bun:test";
import { banner } from "./banner.ts";

const host = { url: "http://127.0.0.1:8000", base: "/metrics", loaded: true, apps: ["hello"] };
const API = `${host.url}/metrics/api/metrics`;

test("an API that requires no key has plain curl lines", () => {
  const lines = banner({ ...host, key: undefined }).split("\n");
  expect(lines).toContain(`  curl ${API}/stats`);
  expect(lines).toContain(`  curl -N ${API}/sse`);
});

test("with auth: host each curl line to the API has the key, as one word whatever is in it", async () => {
  const key = 'a "key" with $HOME, `ls` and \\';
  const lines = banner({ ...host, key }).split("\n");
  const toApi = lines.filter((line) => line.includes(API));
  expect(toApi).toHaveLength(4);
  for (const line of toApi) {
    const shell = ["sh", "-c", `curl() { printf '%s\\n' "$@"; }; ${line}`];
    const [option, header] = (await new Response(Bun.spawn(shell).stdout).text()).split("\n");
    expect([option, header]).toEqual(["-H", `X-API-Key: ${key}`]);
  }
});
