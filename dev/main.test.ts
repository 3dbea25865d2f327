import { expect, test } from "bun:test";
import { makeTempPlugin } from "../testing/temp-plugin.ts";

const KEY = 'a "key" with $HOME, `ls` and \\';

/** Runs the command. */
function run(...args: string[]) {
  const command = ["bun", `${import.meta.dir}/main.ts`, ...args];
  const { PORT: _, ...env } = process.env;
  return Bun.spawn(command, { stdout: "pipe", stderr: "pipe", env });
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "it prints addresses that a shell can request, key included, and ends cleanly on %s",
  async (signal) => {
    await using plugin = await makeTempPlugin();
    await plugin.write("manifest.yaml", "name: probe\nbase: /probe\nauth: host\n");
    const host = run("--port", "0", "--plugin", plugin.path, "--root-key", KEY);
    const reader = host.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let output = "";
    while (!output.includes("Ctrl-C")) output += (await reader.read()).value ?? "";
    const [, url] = /Shell +(http:\S+)\//.exec(output) ?? [];
    expect((await fetch(`${url}/probe/`)).status).toBe(200);
    const toApi = output.split("\n").filter((line) => line.includes(`${url}/probe/api/metrics/`));
    expect(toApi).toHaveLength(4);
    for (const line of toApi) {
      const shell = ["sh", "-c", `curl() { printf '%s\\n' "$@"; }; ${line}`];
      const [option, header] = (await new Response(Bun.spawn(shell).stdout).text()).split("\n");
      expect([option, header]).toEqual(["-H", `X-API-Key: ${KEY}`]);
    }
    host.kill(signal);
    expect(await host.exited).toBe(0);
    expect(await new Response(host.stderr).text()).toBe("");
  },
);

test("a port that is taken ends it with status 1 and the reason", async () => {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("") });
  await using plugin = await makeTempPlugin();
  const host = run("--port", String(server.port), "--plugin", plugin.path);
  expect(await host.exited).toBe(1);
  expect(await new Response(host.stderr).text()).toContain(`Is port ${server.port} in use?`);
  await server.stop(true);
});
