import { afterAll } from "bun:test";

const tasks: (() => Promise<void>)[] = [];

/**
 * Runs a task when all test files of this process are done, even after failures. Under `--isolate`
 * that is after each file. `bun test` emits no `exit` event, and an `afterAll` outside of a preloaded
 * file belongs to one file; bunfig.toml preloads this one.
 */
export function atEnd(task: () => Promise<void>): void {
  tasks.push(task);
}

afterAll(async () => {
  await Promise.all(tasks.splice(0).map((task) => task()));
}, 60_000);
