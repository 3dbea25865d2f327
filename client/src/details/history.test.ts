import { expect, test } from "bun:test";
import { madeUp } from "../workers/made-up.ts";
import { trackRates, trackValues } from "./history.ts";

const point = (t: number, requests: number) => ({ t, row: madeUp({ id: "a", requests }) });

test("readings far apart are not joined", () => {
  const values = trackValues(
    [point(0, 1), point(2_000, 2), point(60_000, 3)],
    (row) => row.requests,
  );
  expect(values).toEqual([
    { t: 0, value: 1 },
    { t: 2_000, value: 2 },
    { t: 31_000, gap: true },
    { t: 60_000, value: 3 },
  ]);
});

test("rates come from the difference of counts; a count that fell tells none", () => {
  expect(trackRates([point(0, 0), point(2_000, 10), point(4_000, 3), point(60_000, 9)])).toEqual([
    { t: 2_000, value: 5 },
    { t: 4_000, value: null },
    { t: 60_000, gap: true },
  ]);
});
