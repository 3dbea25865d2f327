import { expect, test } from "bun:test";
import { createLog } from "../log.ts";
import { initPlugin } from "./init.ts";
import type { PluginContext } from "./types.ts";

const ctx: PluginContext = {
  config: { base: "/x" },
  globalConfig: { poolSize: 1, pluginDirs: [], workerDirs: [] },
  logger: createLog().logger,
  getPlugin: () => undefined,
  runtime: { api: "1", version: "0" },
};

test("the factory gets the config, and onInit a context with the same", async () => {
  const seen: unknown[] = [];
  await initPlugin((config) => {
    seen.push(config);
    return { onInit: (given) => void seen.push(given.config) };
  }, ctx);
  expect(seen).toEqual([ctx.config, ctx.config]);
});

test("an onInit that does not end is given up", async () => {
  const hangs = () => ({ onInit: () => new Promise<void>(() => {}) });
  await expect(initPlugin(hangs, ctx, 20)).rejects.toThrow("onInit took longer than 20 ms");
});

test("an onInit that throws at once is a rejection", async () => {
  const throws = () => ({
    onInit() {
      throw new Error("no pool");
    },
  });
  await expect(initPlugin(throws, ctx)).rejects.toThrow("no pool");
});
