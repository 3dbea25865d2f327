import { afterAll, expect, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";

const { render, fireEvent } = await setUpDom();
const { zone } = await import("../format/useFormat.ts");
const { Timestamp } = await import("./LinkToggle.tsx");
afterAll(() => zone.set("local"));

test("the choice of UTC is stored for the next visit, and can be undone", () => {
  const { getByRole } = render(<Timestamp iso="2026-01-01T12:00:00.000Z" />);
  fireEvent.click(getByRole("button"));
  expect(localStorage.getItem("buntime-metrics:zone")).toBe("utc");
  expect(zone.get()).toBe("utc");
  expect(getByRole("button").textContent).toContain("UTC");
  fireEvent.click(getByRole("button"));
  expect(localStorage.getItem("buntime-metrics:zone")).toBe("local");
});
