import { expect, test } from "bun:test";
import { makeTempPlugin } from "../testing/temp-plugin.ts";

/** Runs the command. */
function run(...args: string[]) {
  const command = ["bun", `${import.meta.dir}/main.ts`, ...args];
  const { PORT: _, ...env } = process.env;
  return Bun.spawn(command, { stdout: "pipe", stderr: "pipe", env });
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "it prints all addresses, and ends cleanly on %s",
  async (signal) => {
    await using plugin = await makeTempPlugin();
    const host = run("--port", "0", "--plugin", plugin.path);
    const reader = host.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let output = "";
    while (!output.includes("Ctrl-C")) output += (await reader.read()).value ?? "";
    const [, url] = /Shell +(http:\S+)\//.exec(output) ?? [];
    expect(output).toContain(`curl -N ${url}/probe/api/metrics/sse`);
    expect((await fetch(`${url}/probe/`)).status).toBe(200);
    host.kill(signal);
    expect(await host.exited).toBe(0);
    expect(await new Response(host.stderr).text()).toBe("");
  },
);

test("invalid arguments end it with status 2, the reason and the usage", async () => {
  const host = run("--load", "much");
  expect(await host.exited).toBe(2);
  const error = await new Response(host.stderr).text();
  expect(error).toStartWith(
    "--load must be off or light or heavy, got much\n\nEmbedded development host",
  );
});

test("a port that is taken ends it with status 1 and the reason", async () => {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("") });
  await using plugin = await makeTempPlugin();
  const host = run("--port", String(server.port), "--plugin", plugin.path);
  expect(await host.exited).toBe(1);
  expect(await new Response(host.stderr).text()).toContain(`Is port ${server.port} in use?`);
  await server.stop(true);
});
