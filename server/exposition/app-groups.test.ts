import { expect, test } from "bun:test";
import { AppLabels, MAX_APP_LABEL_LENGTH, MAX_APP_LABELS, OVERFLOW_APP } from "./app-groups.ts";

const figures = { requests: 1, errors: 1, responseSeconds: 0.5, ephemeral: false };

test("an app has its label from the first time that it is seen, also after it was away", () => {
  const labels = new AppLabels();
  labels.group([], [{ ...figures, app: "early@1" }]);
  labels.group([], manyApps(MAX_APP_LABELS + 50));
  const groups = labels.group(
    [],
    [
      { ...figures, app: "late@1" },
      { ...figures, app: "early@1" },
    ],
  );
  expect(groups.map(({ app }) => app)).toEqual(["early@1", OVERFLOW_APP]);
});

test("apps beyond the bound are summed, the overflow last", () => {
  const groups = new AppLabels().group([], manyApps(MAX_APP_LABELS + 50));
  expect(groups.length).toBe(MAX_APP_LABELS + 1);
  expect(groups.at(-1)).toMatchObject({ app: OVERFLOW_APP, requests: 50, responseSeconds: 25 });
});

test("an app is labelled by its readable name, before and after the labels are given out", () => {
  const labels = new AppLabels();
  for (const more of [0, MAX_APP_LABELS]) {
    const odd = ["\ud800@1", ""].map((app) => ({ ...figures, app }));
    const groups = labels.group([], [...odd, ...manyApps(more)]);
    expect(groups.slice(0, 2).map(({ app }) => app)).toEqual(["\ufffd@1", "(unnamed)"]);
  }
});

test("a name as long as a label may be has its own", () => {
  const app = "x".repeat(MAX_APP_LABEL_LENGTH);
  expect(new AppLabels().group([], [{ ...figures, app }]).map((group) => group.app)).toEqual([app]);
});

test.each([OVERFLOW_APP, "x".repeat(MAX_APP_LABEL_LENGTH + 1)])(
  "an app whose name can't be a label is among the others: %p",
  (app) => {
    const groups = new AppLabels().group([{ app, state: "idle" }], [{ ...figures, app }]);
    expect(groups.map((group) => [group.app, group.requests])).toEqual([[OVERFLOW_APP, 1]]);
  },
);

test("there is no overflow while nobody is in it, and no group of an app that is gone", () => {
  const labels = new AppLabels();
  expect(labels.group([], [{ ...figures, app: "a@1" }]).map(({ app }) => app)).toEqual(["a@1"]);
  expect(labels.group([], [])).toEqual([]);
});

test("what no figure tells is absent from the sum", () => {
  const unknown = { ...figures, errors: undefined, responseSeconds: undefined };
  const [group] = new AppLabels().group([], [{ ...unknown, app: "a@1" }]);
  expect(group).toMatchObject({ requests: 1, errors: undefined, responseSeconds: undefined });
});

test("the overflow's counters never go down, though an app in it begins anew or is forgotten", () => {
  const labels = new AppLabels();
  const known = manyApps(MAX_APP_LABELS);
  labels.group([], known);
  const scrape = (...counts: number[]) => {
    const others = counts.map((requests, index) => ({
      ...{ app: `other-${index}@1`, requests, ephemeral: false },
      ...{ errors: requests / 10, responseSeconds: requests / 1000 },
    }));
    return labels.group([], [...known, ...others]).at(-1);
  };
  expect(scrape(3000, 990)).toMatchObject({ requests: 3990, errors: 399, responseSeconds: 3.99 });
  expect(scrape(3000, 0)).toMatchObject({ requests: 3990, errors: 399, responseSeconds: 3.99 });
  expect(scrape(3000, 10)).toMatchObject({ requests: 4000, errors: 400, responseSeconds: 4 });
  expect(scrape(10)?.requests).toBe(4000);
  expect(scrape(20)?.requests).toBe(4010);
  scrape();
  expect(scrape(10)).toMatchObject({ requests: 4020, errors: 402, responseSeconds: 4.02 });
});

test("a scrape counts anew what the one before has counted", () => {
  const labels = new AppLabels();
  labels.group([{ app: "a@1", state: "idle" }], [{ ...figures, app: "a@1" }]);
  const unknown = { ...figures, errors: undefined, responseSeconds: undefined };
  const [group] = labels.group([{ app: "a@1", state: "active" }], [{ ...unknown, app: "a@1" }]);
  expect(group).toMatchObject({ requests: 1, errors: undefined, responseSeconds: undefined });
  expect(group?.workers).toEqual({ creating: 0, ready: 0, active: 1, idle: 0, terminated: 0 });
});

test("an app's labels are the same sets at every scrape, named as its families say", () => {
  const labels = new AppLabels();
  const [first, second] = [1, 2].map(() => labels.group([], [{ ...figures, app: "a@1" }])[0]);
  expect(second?.labels).toBe(first?.labels as NonNullable<typeof first>["labels"]);
  expect(first?.labels.app.values).toEqual({ app: "a@1" });
  expect(first?.labels.states.idle.values).toEqual({ app: "a@1", state: "idle" });
});

function manyApps(count: number) {
  return Array.from({ length: count }, (_, index) => ({ ...figures, app: `app-${index}@1` }));
}
