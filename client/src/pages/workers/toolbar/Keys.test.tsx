import { expect, test } from "bun:test";
import { setUpDom } from "../../../../../testing/dom.ts";

const { render, fireEvent } = await setUpDom();
const { Keys } = await import("./Keys.tsx");

const page = (
  <div data-wide>
    <input type="search" />
    <a href="/a" data-line={0} tabIndex={-1}>
      first
    </a>
    <a href="/b" data-line={1} tabIndex={0}>
      second
    </a>
    <Keys />
  </div>
);
const focused = () => document.activeElement?.textContent || document.activeElement?.tagName;

test("/ focuses the search, and an arrow key without a focus the table's Tab stop", () => {
  render(page);
  fireEvent.keyDown(document.body, { key: "ArrowDown" });
  expect(focused()).toBe("second");
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "/" });
  expect(focused()).toBe("INPUT");
});

test("keys typed into the search, and those of the browser, move no focus", () => {
  const { getByRole, queryByRole } = render(page);
  getByRole("searchbox").focus();
  expect(fireEvent.keyDown(getByRole("searchbox"), { key: "/" })).toBe(true);
  fireEvent.keyDown(getByRole("searchbox"), { key: "?" });
  fireEvent.keyDown(document.body, { key: "?", ctrlKey: true });
  expect(queryByRole("dialog")).toBeNull();
});

test("? lists all keys, each with what it does", async () => {
  const { findByRole, queryByRole } = render(page);
  fireEvent.keyDown(document.body, { key: "?" });
  const sheet = await findByRole("dialog", { name: "Keyboard shortcuts" }, { timeout: 20_000 });
  const keys = [...sheet.querySelectorAll("dt")].map((term) =>
    [...term.querySelectorAll("kbd")].map(({ textContent }) => textContent),
  );
  expect(keys.flat()).toEqual([
    "/",
    "?",
    "↑",
    "↓",
    "←",
    "→",
    "Page Up",
    "Page Down",
    "Home",
    "End",
    "Enter",
    "Esc",
  ]);
  expect(sheet.querySelectorAll("dd")).toHaveLength(keys.length);
  fireEvent(sheet, new Event("close"));
  expect(queryByRole("dialog")).toBeNull();
});
