import { join } from "node:path";
import type { Orders, Started } from "./child.ts";
import type { Plant } from "./plan.ts";
import { WATCHED_ENVIRONMENT } from "./timers.ts";

/** The process of `child.ts`, seen from the run. */
export interface Child {
  /** Address of the plugin's base. */
  base: string;
  /** Calls one of its {@link Orders}. Rejects when that throws, or when the process has ended. */
  call<K extends keyof Orders>(
    name: K,
    ...args: Parameters<Orders[K]>
  ): Promise<Awaited<ReturnType<Orders[K]>>>;
  kill(): void;
}

/** Starts it with a fault or without, and waits until the plugin responds. */
export async function startChild(plant: Plant | undefined): Promise<Child> {
  const started = Promise.withResolvers<Started>();
  const script = join(import.meta.dir, "child.ts");
  const child = Bun.spawn([process.execPath, script, ...(plant ? [plant] : [])], {
    env: { ...process.env, ...WATCHED_ENVIRONMENT },
    stdio: ["ignore", "inherit", "inherit"],
    ipc: started.resolve,
    onExit: (_, code) => started.reject(new Error(`the host's process ended with ${code}`)),
  });
  const { base, control } = await started.promise;
  return {
    base,
    async call(name, ...args) {
      const body = JSON.stringify([name, ...args]);
      const response = await fetch(control, { method: "POST", body });
      if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
      return response.json();
    },
    kill: () => child.kill(),
  };
}
