import { expect, test } from "bun:test";
import { join } from "node:path";

test("without apt-get, one line says what to install", () => {
  const module = join(import.meta.dir, "debian.ts");
  const script = `const { unpackPackage } = await import(${JSON.stringify(module)});
    await unpackPackage("no-such-program").catch((error) => console.log(String(error)));`;
  const env = { ...process.env, PATH: "/nowhere" };
  const { stdout } = Bun.spawnSync([process.execPath, "-e", script], { env });
  expect(stdout.toString()).toBe(
    "MissingTool: no-such-program is missing: install it so that it is on PATH\n",
  );
});
