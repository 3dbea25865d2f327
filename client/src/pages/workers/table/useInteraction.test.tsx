import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { useRef } from "react";
import { setUpDom } from "../../../../../testing/dom.ts";

const { act, fireEvent, render } = await setUpDom();
const { useInteraction } = await import("./useInteraction.ts");

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function Table() {
  const element = useRef<HTMLDivElement>(null);
  const inUse = useInteraction(element);
  return <div ref={element}>{inUse ? "in use" : "free"}</div>;
}

test("a resting pointer counts for three minutes: then the user is away", () => {
  const table = render(<Table />).container.firstElementChild as HTMLElement;
  act(() => void fireEvent.pointerMove(table, { pointerType: "mouse" }));
  expect(table.textContent).toBe("in use");
  act(() => void jest.advanceTimersByTime(170_000));
  expect(table.textContent).toBe("in use");
  act(() => void jest.advanceTimersByTime(15_000));
  expect(table.textContent).toBe("free");
  act(() => void fireEvent.pointerMove(table, { pointerType: "mouse" }));
  act(() => void fireEvent.pointerLeave(table));
  expect(table.textContent).toBe("free");
});

test("a finger does not rest on the table", () => {
  const table = render(<Table />).container.firstElementChild as HTMLElement;
  act(() => void fireEvent.pointerMove(table, { pointerType: "touch" }));
  expect(table.textContent).toBe("free");
});
