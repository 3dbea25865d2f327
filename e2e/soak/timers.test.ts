import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { WATCHED_ENVIRONMENT, watchTimers } from "./timers.ts";

const real = { setTimeout, setInterval, setImmediate };
const HOUR = 3_600_000;
const nothing = () => {};

afterEach(() => void Object.assign(globalThis, real));

/** Its name is the mark: that is in the stack of all that it runs. */
function watchedCode<T>(task: () => T): T {
  const made = { timer: task() }; // a tail call leaves nothing on the stack
  return made.timer;
}
const watch = () => watchTimers(watchedCode.name);

describe("the count of timers", () => {
  test("has what is set for once, for again and again, and for the next turn", () => {
    const count = watch();
    const timer = watchedCode(() => setTimeout(nothing, HOUR));
    expect(count()).toBe(1);
    const interval = watchedCode(() => setInterval(nothing, HOUR));
    expect(count()).toBe(2);
    const immediate = watchedCode(() => setImmediate(nothing));
    expect(count()).toBe(3);
    clearTimeout(timer);
    clearInterval(interval);
    clearImmediate(immediate);
    expect(count()).toBe(0);
  });

  test("has nothing that other code sets", () => {
    const count = watch();
    const others = [setTimeout(nothing, HOUR), setInterval(nothing, HOUR), setImmediate(nothing)];
    expect(count()).toBe(0);
    for (const other of others) other[Symbol.dispose]();
  });

  test("has no timer and no immediate that has run", async () => {
    const count = watch();
    const ran = await Promise.all([
      new Promise((resolve) => watchedCode(() => setTimeout(resolve, 1, "a timer"))),
      new Promise((resolve) => watchedCode(() => setImmediate(resolve, "an immediate"))),
    ]);
    expect(ran).toEqual(["a timer", "an immediate"]);
    await Bun.sleep(1); // they count while they run
    expect(count()).toBe(0);
  });

  test("has an interval after its first run, and an immediate that sets the next", async () => {
    const count = watch();
    const first = Promise.withResolvers<void>();
    const interval = watchedCode(() => setInterval(first.resolve, 1));
    await first.promise;
    expect(count()).toBe(1);
    clearInterval(interval);

    let next = watchedCode(() => setImmediate(again));
    function again() {
      next = watchedCode(() => setImmediate(again));
    }
    await Bun.sleep(5);
    expect(count()).toBe(1);
    clearImmediate(next);
  });

  test("has an immediate that nothing but the next one has on its stack", async () => {
    const script = `
      const { watchTimers } = await import(${JSON.stringify(join(import.meta.dir, "timers.ts"))});
      const count = watchTimers("again");
      const again = () => setImmediate(again);
      again();
      await Bun.sleep(5);
      console.log(count());
      process.exit();`;
    const env = { ...process.env, ...WATCHED_ENVIRONMENT };
    const { stdout } = Bun.spawnSync([process.execPath, "-e", script], { env });
    expect(stdout.toString()).toBe("1\n");
  });

  test.each<[string, (timer: ReturnType<typeof setInterval>) => void]>([
    ["by its number", (timer) => clearInterval(Number(timer))],
    ["as if it were a timer", (timer) => clearTimeout(timer)],
    ["as it goes out of scope", (timer) => timer[Symbol.dispose]()],
  ])("has no interval that was taken back %s", (_, takeBack) => {
    const count = watch();
    takeBack(watchedCode(() => setInterval(nothing, HOUR)));
    expect(count()).toBe(0);
  });
});
