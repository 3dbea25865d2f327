const HOLDER = Symbol.for("@buntime/plugin-metrics.instance");
const holder = globalThis as { [HOLDER]?: unknown };

/**
 * A random id of this process, 16 hexadecimal digits: behind a load balancer it shows which responses come from the same
 * host, without identifying it. Stored on the global object, so that a module loaded by a reload has the same one.
 */
export const INSTANCE: string = formerId() ?? crypto.randomUUID().replaceAll("-", "").slice(0, 16);

holder[HOLDER] = INSTANCE;

function formerId(): string | undefined {
  const found = holder[HOLDER];
  return typeof found === "string" ? found : undefined;
}
