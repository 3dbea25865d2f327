import { expect, test } from "bun:test";
import { AppCounter } from "./app-counter.ts";
import { AppCounts } from "./app-counts.ts";

/** One app of a pool that keeps the figures of ended workers, but not of lost ones. */
class PoolApp {
  readonly counter = new AppCounter();
  readonly counts = new AppCounts();
  worker: { requestCount: number; errorCount: number; totalResponseTimeMs: number } | undefined;
  #past = { requests: 0, errors: 0, milliseconds: 0 };

  /** @param areFieldsReadable - Whether the workers' own figures are readable. */
  constructor(readonly areFieldsReadable = true) {}

  /** Serves requests, each in 100 ms; every tenth fails. */
  serve(requests: number): void {
    this.worker ??= { requestCount: 0, errorCount: 0, totalResponseTimeMs: 0 };
    for (let i = 0; i < requests; i++) {
      if (this.worker.requestCount++ % 10 === 9) this.worker.errorCount++;
      else this.worker.totalResponseTimeMs += 100;
    }
  }

  lose(): void {
    this.worker = undefined;
  }

  retire(): void {
    const { requests, errors, milliseconds } = this.figures();
    this.#past = { requests, errors, milliseconds };
    this.worker = undefined;
  }

  forgetPast(): void {
    this.#past = { requests: 0, errors: 0, milliseconds: 0 };
  }

  figures() {
    const { requests, errors, milliseconds } = this.#past;
    return {
      requests: requests + (this.worker?.requestCount ?? 0),
      errors: errors + (this.worker?.errorCount ?? 0),
      milliseconds: milliseconds + (this.worker?.totalResponseTimeMs ?? 0),
    };
  }

  read(): number {
    const { requests, errors, milliseconds } = this.figures();
    const worker = this.areFieldsReadable ? this.worker : this.worker && {};
    this.counter.next(
      { requests, errors, responseSeconds: milliseconds / 1000 },
      worker,
      this.counts,
    );
    return this.counts.requests;
  }
}

test("figures that drop to the history and rise again count each increase once", () => {
  const { counter, counts } = new PoolApp();
  const seen = [15, 30, 15, 30, 15].map((requests) => {
    counter.next({ requests, errors: undefined, responseSeconds: undefined }, undefined, counts);
    return counts.requests;
  });
  expect(seen).toEqual([15, 30, 30, 45, 45]);
});

test.each([1, 4, 7])("60 requests of four lost workers are 60, if read after every %p", (every) => {
  const app = new PoolApp();
  app.serve(15);
  app.retire();
  app.read();
  const before = app.counts.requests;
  for (let request = 1; request <= 60; request++) {
    app.serve(1);
    if (request % every === 0) app.read();
    if (request % 15 === 0) app.lose();
  }
  app.read();
  expect(app.counts.requests - before).toBe(60);
  expect(app.counts.errors).toBe(5);
  expect(app.counts.responseSeconds).toBe(7);
  expect(app.counts.successes).toBe(70);
});

test("without workers' own figures, requests between a reading and a loss are missed", () => {
  const app = new PoolApp(false);
  app.serve(15);
  app.retire();
  app.serve(10);
  expect(app.read()).toBe(25);
  app.lose();
  app.serve(4);
  expect(app.read()).toBe(25);
  app.serve(2);
  expect(app.read()).toBe(27);
});

test("a retired worker is counted once, even if the pool forgets it later", () => {
  const app = new PoolApp();
  app.serve(12);
  app.read();
  app.serve(3);
  app.retire();
  app.serve(5);
  expect(app.read()).toBe(20);
  app.forgetPast();
  expect(app.read()).toBe(20);
  app.serve(1);
  expect(app.read()).toBe(21);
});

test.each(["lose", "retire"] as const)(
  "nothing is counted twice if the pool forgets past workers before the live one ends: %s",
  (end) => {
    const app = new PoolApp();
    app.serve(20);
    app.retire();
    app.serve(1);
    app.read();
    app.serve(9);
    app.forgetPast();
    app.read();
    app.serve(5);
    app[end]();
    app.serve(2);
    expect(app.read()).toBe(20 + 15 + 2);
    expect(app.counts.errors).toBe(2 + 1);
  },
);

test("a lost worker's last requests are counted when its app ends", () => {
  const app = new PoolApp();
  app.serve(3);
  app.read();
  app.serve(4);
  app.lose();
  app.counter.end(app.counts);
  expect(app.counts.requests).toBe(7);
});

test("nothing is added for another pool's figures", () => {
  const app = new PoolApp();
  app.serve(5);
  app.read();
  app.counter.resume({ requests: 900, errors: 90, responseSeconds: 9 }, undefined);
  app.counter.next({ requests: 903, errors: 90, responseSeconds: 9.3 }, undefined, app.counts);
  expect(app.counts.requests).toBe(8);
});

test("a request that fails after it was counted doesn't reduce the successes", () => {
  const counts = new AppCounts();
  counts.add(10, 2, 1);
  counts.add(1, 0, 0);
  expect(counts.successes).toBe(9);
  counts.add(0, 1, 0);
  expect(counts.successes).toBe(9);
  counts.add(2, 0, 0.2);
  expect(counts.successes).toBe(10);
});
