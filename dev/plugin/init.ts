import type { PluginContext, PluginFactory, PluginImpl } from "./types.ts";

const INIT_LIMIT_MS = 30_000;

/** Calls a factory and then its `onInit`, which has 30 s. Rejects when either throws. */
export async function initPlugin(
  factory: PluginFactory,
  ctx: PluginContext,
  limitMs = INIT_LIMIT_MS,
): Promise<PluginImpl> {
  const impl = await factory(ctx.config);
  if (impl === null || typeof impl !== "object") {
    throw new TypeError(`the factory gave ${String(impl)}, wanted an object`);
  }
  await within(limitMs, async () => impl.onInit?.(ctx));
  return impl;
}

async function within(ms: number, task: () => Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`onInit took longer than ${ms} ms`)), ms);
  try {
    await Promise.race([task(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
