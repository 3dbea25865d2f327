import { describe, expect, test } from "bun:test";
import type { WorkerState } from "../types.ts";
import { MAX_APP_LABEL_LENGTH, MAX_APP_LABELS, OVERFLOW_APP } from "./app-groups.ts";
import { AppLabels } from "./app-labels.ts";

const figures = { requests: 1, errors: 1, responseSeconds: 0.5, ephemeral: false };

describe("the label of an app", () => {
  test("is its own since its first reading; apps beyond the bound are summed", () => {
    const labels = new AppLabels();
    labels.group([], [{ ...figures, app: "early@1" }]);
    const all = [{ ...figures, app: "early@1" }, ...manyApps(MAX_APP_LABELS + 50)];
    const groups = labels.group([], all);
    expect(groups.length).toBe(MAX_APP_LABELS + 1);
    expect(groups[0]?.app).toBe("early@1");
    expect(groups.at(-1)?.app).toBe(OVERFLOW_APP);
    expect(groups.at(-1)?.counts).toMatchObject({
      requests: 51,
      errors: 51,
      responseSeconds: 25.5,
    });
  });

  test("is its readable name, before and after all labels are taken", () => {
    const labels = new AppLabels();
    for (const more of [0, MAX_APP_LABELS]) {
      const odd = ["\ud800@1", ""].map((app) => ({ ...figures, app }));
      const groups = labels.group([], [...odd, ...manyApps(more)]);
      expect(groups.slice(0, 2).map(({ app }) => app)).toEqual(["\ufffd@1", "(unnamed)"]);
    }
  });

  test("may be as long as the bound allows", () => {
    const app = "x".repeat(MAX_APP_LABEL_LENGTH);
    expect(namesOf(new AppLabels().group([], [{ ...figures, app }]))).toEqual([app]);
  });

  test.each([OVERFLOW_APP, "x".repeat(MAX_APP_LABEL_LENGTH + 1)])(
    "is never %p, which is summed with the others",
    (app) => {
      const [group] = new AppLabels().group([{ app, state: "idle" }], [{ ...figures, app }]);
      expect(group).toMatchObject({ app: OVERFLOW_APP, workers: { idle: 1 } });
      expect(group?.counts.requests).toBe(1);
    },
  );

  test("is the same object at every reading", () => {
    const labels = new AppLabels();
    const [first, second] = [1, 2].map(() => labels.group([], [{ ...figures, app: "a@1" }])[0]);
    expect(second?.labels).toBe(first?.labels as NonNullable<typeof first>["labels"]);
    expect(first?.labels.app.values).toEqual({ app: "a@1" });
    expect(first?.labels.states.idle.values).toEqual({ app: "a@1", state: "idle" });
  });
});

describe("once all labels are taken", () => {
  test("each of 230 successive deployments gets one, as the old ones are forgotten", () => {
    const labels = new AppLabels();
    for (let version = 1; version <= MAX_APP_LABELS + 30; version++) {
      const app = `shop@${version}`;
      const groups = labels.group([{ app, state: "active" }], [{ ...figures, app, requests: 10 }]);
      expect(groups.find((group) => group.app === app)?.counts.requests).toBe(10);
    }
    const groups = labels.group([], []);
    expect(groups.length).toBe(MAX_APP_LABELS + 1);
    expect(groups.map(({ app }) => app)).not.toContain("shop@30");
    expect(groups.at(-1)).toMatchObject({ app: OVERFLOW_APP, counts: { requests: 300 } });
    expect(labels.all.requests).toBe(10 * (MAX_APP_LABELS + 30));
  });

  test("a waiting app gets the next free one, and counts there afterwards", () => {
    const labels = new AppLabels();
    const late = (requests: number) => ({ ...figures, app: "late@1", requests });
    labels.group([], [...manyApps(MAX_APP_LABELS), late(7)]);
    const groups = labels.group([], [...manyApps(MAX_APP_LABELS - 1), late(9)]);
    expect(groups.find(({ app }) => app === "late@1")?.counts.requests).toBe(2);
    // Its earlier counts stay in the overflow, together with those of the forgotten one.
    expect(groups.at(-1)?.counts.requests).toBe(7 + 1);
  });

  test("an app that is still in the pool keeps its own", () => {
    const labels = new AppLabels();
    labels.group([], manyApps(MAX_APP_LABELS));
    const groups = labels.group([], [...manyApps(MAX_APP_LABELS), { ...figures, app: "late@1" }]);
    expect(namesOf(groups)).not.toContain("late@1");
  });
});

describe("the counters of an app", () => {
  test("stay while the pool has forgotten it, and continue when it is back", () => {
    const labels = new AppLabels();
    const scrape = (requests?: number) =>
      labels.group(
        requests === undefined ? [] : [{ app: "a@1", state: "active" }],
        requests === undefined ? [] : [{ ...figures, app: "a@1", requests }],
      )[0];
    expect(scrape(30)).toMatchObject({ isPresent: true, counts: { requests: 30 } });
    expect(scrape()).toMatchObject({ isPresent: false, counts: { requests: 30 } });
    expect(scrape(5)).toMatchObject({ isPresent: true, counts: { requests: 35 } });
  });

  test("are absent if no figure is known", () => {
    const unknown = { requests: 1, errors: undefined, responseSeconds: undefined };
    const [group] = new AppLabels().group([], [{ ...unknown, app: "a@1", ephemeral: false }]);
    expect(group?.counts).toMatchObject({ requests: 1, errors: undefined, failures: undefined });
    expect(group?.counts.responseSeconds).toBeUndefined();
  });

  test("count an app whatever its position in the reading, even when it is back", () => {
    const labels = new AppLabels();
    const read = (apps: string[]) => {
      const workers = apps.map((app) => ({ app, state: "active" as const, instance: {} }));
      const rows = apps.map((app) => ({ ...figures, app, requests: 10 }));
      labels.group(workers, rows, () => ({ cpuSeconds: 1 }));
      return [labels.all.requests, labels.all.cpuSeconds];
    };
    expect([["a", "b"], ["b", "a"], ["b"], ["a"], ["b", "a"]].map(read)).toEqual([
      ...[
        [20, 2],
        [20, 4],
        [20, 5],
        [30, 6],
        [40, 8],
      ],
    ]);
  });

  test.each([
    ["a reading", (labels: AppLabels) => labels],
    ["a reading of another module", ({ state }: AppLabels) => new AppLabels(state)],
  ])("count a worker once that %s can't see", (_, next) => {
    let labels = new AppLabels();
    const instance = { requestCount: 100, errorCount: 0, totalResponseTimeMs: 5000 };
    const figures = { requests: 100, errors: 0, responseSeconds: 5, ephemeral: false };
    const read = (worker: object) =>
      labels.group(
        [{ app: "a@1", state: "active", ...worker }],
        [{ app: "a@1", ...figures }],
        (held) => (held.instance ? { cpuSeconds: 9 } : {}),
      )[0]?.counts;
    for (const worker of [{ instance }, {}, {}, { instance }]) {
      labels = next(labels);
      const counts = read(worker);
      expect([counts?.requests, counts?.responseSeconds, counts?.cpuSeconds]).toEqual([100, 5, 9]);
    }
  });

  test("a worker that began while no worker could be seen counts once", () => {
    const labels = new AppLabels();
    const read = (requests: number, own?: number) => {
      const instance = { requestCount: own, errorCount: 0, totalResponseTimeMs: 0 };
      const worker = { app: "a@1", state: "active" as const };
      labels.group(
        [own === undefined ? worker : { ...worker, instance }],
        [{ ...figures, app: "a@1", requests }],
      );
      return labels.all.requests;
    };
    expect([read(30, 30), read(35), read(38, 8)]).toEqual([30, 35, 38]);
  });

  test("continue from another pool's figures without adding them, including the overflow", () => {
    const labels = new AppLabels();
    const scrape = (requests: number) =>
      labels.group([], [...manyApps(MAX_APP_LABELS), { ...figures, app: "late@1", requests }]);
    scrape(500);
    for (const start of [3, 9000]) {
      labels.changePool();
      scrape(start);
      expect(labels.all.requests).toBe(MAX_APP_LABELS + 500 + (start === 3 ? 0 : 2));
      expect(scrape(start + 2).at(-1)?.counts.requests).toBe(500 + (start === 3 ? 2 : 4));
    }
  });
});

describe("workers that have failed", () => {
  const worker = (id: string, failed = true, state: WorkerState = "terminated") => ({
    ...{ app: "a@1", id, failed, state },
  });
  const failuresOf = (labels: AppLabels) => labels.all.failures;

  test("are counted once each, at the first reading that sees them", () => {
    const labels = new AppLabels();
    labels.countFailures([worker("1"), worker("1")]);
    const [group] = labels.group([worker("1"), worker("2", false, "active")], []);
    expect(group).toMatchObject({ app: "a@1", counts: { failures: 1 } });
    labels.countFailures([worker("1"), worker("2")]);
    labels.countFailures([worker("2")]);
    expect(failuresOf(labels)).toBe(2);
    expect(labels.group([], [])[0]?.counts.failures).toBe(2);
  });

  test("are counted once, even if some readings don't show which have failed", () => {
    const labels = new AppLabels();
    for (const worker1 of [worker("1"), { app: "a@1", state: "active" as const }, worker("1")]) {
      labels.group([worker1], []);
    }
    expect(failuresOf(labels)).toBe(1);
  });

  test("are 0 as soon as a pool that reports them has a worker", () => {
    const labels = new AppLabels();
    labels.group([worker("1", false, "idle")], [{ ...figures, app: "past@1" }]);
    expect(failuresOf(labels)).toBe(0);
  });
});

function namesOf(groups: { app: string }[]): string[] {
  return groups.map(({ app }) => app);
}

function manyApps(count: number) {
  return Array.from({ length: count }, (_, index) => ({ ...figures, app: `app-${index}@1` }));
}

describe("memory, CPU time and blocked workers of an app", () => {
  const memory = { rss: 4000, heapUsed: 1000 };
  const held = (app: string) => ({ app, state: "idle" as const, instance: { app } });

  test("are summed over the apps of a group", () => {
    const labels = new AppLabels();
    const apps = manyApps(MAX_APP_LABELS + 3).map(({ app }) => app);
    const known = { memory, cpuSeconds: 0.5, blocked: false };
    const figuresOf = ({ instance }: { instance?: object }) => {
      const { app = "" } = (instance ?? {}) as { app?: string };
      if (app === apps.at(-1)) return { blocked: true };
      return app === apps[0] ? {} : known;
    };
    const groups = labels.group(apps.map(held), [], figuresOf);
    expect(groups[0]).toMatchObject({ figures: { resident: undefined, blocked: undefined } });
    expect(groups[0]?.counts.cpuSeconds).toBeUndefined();
    expect(groups[1]?.figures).toEqual({ resident: 4000, heapUsed: 1000, blocked: 0 });
    expect(groups.at(-1)).toMatchObject({ app: OVERFLOW_APP, counts: { cpuSeconds: 1 } });
    expect(groups.at(-1)?.figures).toEqual({ resident: 8000, heapUsed: 2000, blocked: 1 });
  });

  test("are summed over rows without an instance", () => {
    const rows = [1, 2].map((number) => ({ app: "a@1", state: "idle" as const, id: `${number}` }));
    const rss = (id?: string) => ({ memory: { rss: Number(id), heapUsed: 0 }, cpuSeconds: 1 });
    const [group] = new AppLabels().group(rows, [], ({ id }) => rss(id));
    expect(group).toMatchObject({ figures: { resident: 3 }, counts: { cpuSeconds: 2 } });
  });

  test("are those of the latest reading; only CPU time remains when the app is forgotten", () => {
    const labels = new AppLabels();
    let cpuSeconds = 2;
    labels.group([held("a@1")], [], () => ({ memory, cpuSeconds, blocked: true }));
    cpuSeconds = 3;
    const [group] = labels.group([], [], () => ({ cpuSeconds }));
    expect(group).toMatchObject({ isPresent: false, counts: { cpuSeconds: 3 } });
    const [again] = labels.group([], [{ ...figures, app: "a@1" }]);
    expect(again?.figures).toEqual({
      resident: undefined,
      heapUsed: undefined,
      blocked: undefined,
    });
    expect(labels.all.cpuSeconds).toBe(3);
  });
});
