import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./child.ts";
import type { Child } from "./child-process.ts";
import { KEY, type Plan } from "./plan.ts";
import type { Memory } from "./verdict.ts";

/** The maximum number of problems kept, one for each beginning; all are counted. */
const KEPT = 20;
const ALIKE = 40;

/** What the actors of a run share, and what they have observed. */
export class Run {
  /** Responses and events by kind, such as `prometheus 200`. */
  readonly seen = new Map<string, number>();
  readonly problems: string[] = [];
  problemCount = 0;
  readonly memory: Memory = { heap: [], rss: [] };
  /** The parts of the pool that fail now. */
  fault: Fault | undefined;
  readonly faultChanges = new Changes();
  /** Changes of the plugin's module. */
  readonly moduleChanges = new Changes();
  /** Aborted when the run, or its current part, is over. */
  over: AbortSignal;

  constructor(
    readonly plan: Plan,
    readonly child: Child,
  ) {
    this.over = AbortSignal.timeout(plan.durationMs);
  }

  count(kind: string): void {
    this.seen.set(kind, (this.seen.get(kind) ?? 0) + 1);
  }

  problem(text: string): void {
    this.problemCount++;
    const start = text.slice(0, ALIKE);
    const isNew = !this.problems.some((problem) => problem.startsWith(start));
    if (isNew && this.problems.length < KEPT) this.problems.push(text.slice(0, 500));
  }

  /** Requests a path below the plugin's base with a key, or with none. */
  fetch(path: string, key: string | null = KEY): Promise<Response> {
    const headers: Record<string, string> = key === null ? {} : { "x-api-key": key };
    return fetch(this.child.base + path, { headers, signal: this.over });
  }

  /** Waits. Resolves to `false` if the run ends before. */
  pause(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.over }).catch(() => false);
  }

  /** Runs a task at this interval in milliseconds, one after another, until the run is over. */
  async every(ms: number, task: () => Promise<unknown>): Promise<void> {
    while (await this.pause(ms)) {
      await task().catch((error) => {
        if (!this.over.aborted) this.problem(`the run itself: ${error}`);
      });
    }
  }

  /** Sets which parts of the pool fail. A response requested before this is done may have seen either state. */
  async setFault(fault: Fault | undefined): Promise<void> {
    await this.faultChanges.during(() => this.child.call("setFault", fault ?? null));
    this.fault = fault;
  }

  /** Reloads the plugin, optionally with other content. */
  async reload(sseInterval: number, isOther: boolean): Promise<void> {
    const reload = () => this.child.call("reload", sseInterval, isOther);
    await (isOther ? this.moduleChanges.during(reload) : reload());
    this.count(isOther ? "reloads of other content" : "reloads");
  }
}

/** Observes whether something that takes time to change stayed the same. */
class Changes {
  /** Odd during a change. */
  #steps = 0;

  async during<T>(change: () => Promise<T>): Promise<T> {
    this.#steps++;
    try {
      return await change();
    } finally {
      this.#steps++;
    }
  }

  /** Returns a function that returns whether nothing has changed since. */
  watch(): () => boolean {
    const steps = this.#steps;
    return () => steps === this.#steps && steps % 2 === 0;
  }
}
