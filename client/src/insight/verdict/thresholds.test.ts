import { expect, test } from "bun:test";
import { parse } from "yaml";
import { ALERTS } from "./thresholds.ts";

interface AlertFile {
  groups: { rules: { alert: string; expr: string }[] }[];
}

/** The numbers that an expression compares with, without 0, and its windows in minutes. */
function numbersIn(expression: string): number[] {
  const limits = [...expression.matchAll(/(?:[<>=]=?|1 -)\s*([\d.]+)/g)].map(([, n]) => Number(n));
  const windows = [...expression.matchAll(/(?:\[|rate|increase)(\d+)([mh])\b/g)].map(
    ([, n, unit]) => Number(n) * (unit === "h" ? 60 : 1),
  );
  return [...limits.filter((limit) => limit !== 0), ...windows];
}

const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].toSorted((a, b) => a - b);

test("the pages' limits are those of the alerts", async () => {
  const path = new URL("../../../../monitoring/prometheus/alerts.yml", import.meta.url);
  const { groups }: AlertFile = parse(await Bun.file(path).text());
  const rules = new Map(
    groups.flatMap(({ rules }) => rules).map(({ alert, expr }) => [alert, expr]),
  );
  const shipped = Object.keys(ALERTS).map((name) => [
    name,
    sorted(numbersIn(rules.get(name) ?? "")),
  ]);
  expect(shipped).toEqual(
    Object.entries(ALERTS).map(([name, limits]) => [name, sorted(Object.values(limits))]),
  );
});
