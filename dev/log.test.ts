import { expect, test } from "bun:test";
import { createLog, formatRecord, prefixed } from "./log.ts";

test("the latest records are kept, oldest first", () => {
  const { logger, records } = createLog(undefined, 2);
  for (const message of ["a", "b", "c"]) logger.info(message);
  expect(records().map(({ message }) => message)).toEqual(["b", "c"]);
});

test("a record is one readable line", () => {
  const { logger, records } = createLog();
  prefixed(logger, "x").warn("worker crashed", { app: "a@1", workerId: "u" }, new Error("boom"));
  const [record] = records();
  expect(record && formatRecord({ ...record, time: "2026-01-01T10:30:00.000Z" })).toBe(
    "10:30:00.000 warn  [x] worker crashed  app=a@1 workerId=u  boom",
  );
});
