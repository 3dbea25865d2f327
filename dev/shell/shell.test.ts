import { expect, test } from "bun:test";
import type { Manifest } from "../manifest.ts";
import { answerShell } from "./shell.ts";

const manifest = {
  name: "x",
  base: "/x",
  menus: [{ path: "/x", title: "X" }],
} as Partial<Manifest>;
const get = (path: string) => answerShell(path, manifest as Manifest);

test.each(["/", "/shell", "/shell/x/deep/link"])("%s is the shell's page", async (path) => {
  expect(await get(path)?.text()).toContain('id="menus"');
});

test.each(["/shell/assets/shell.js", "/shell/assets/z-frame.js", "/shell/assets/shell.css"])(
  "%s is a file of the shell",
  async (path) => expect((await get(path)?.text())?.length).toBeGreaterThan(100),
);

test("the sidebar gets the plugin, and another one to switch to", async () => {
  const plugins = await get("/api/plugins")?.json();
  expect(plugins.map(({ base }: Manifest) => base)).toEqual(["/x", "/notes"]);
  expect(plugins[0]).toEqual(manifest);
});

test("other paths are not the shell's", () => {
  expect(["/hello/", "/shells", "/api/x"].map(get)).toEqual([undefined, undefined, undefined]);
});
