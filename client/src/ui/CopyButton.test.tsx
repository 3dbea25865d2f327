import { expect, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";

const { render, act, fireEvent } = await setUpDom();
const { Announcer } = await import("./Announcer.tsx");
const { CopyButton } = await import("./CopyButton.tsx");

test.each([
  [true, "Copied"],
  [false, "Couldn't copy"],
])("a screen reader announces whether copying worked: %p", async (works, message) => {
  const copied: string[] = [];
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
  document.execCommand = () => {
    copied.push((document.querySelector("textarea") as HTMLTextAreaElement).value);
    return works;
  };
  const view = render(
    <>
      <CopyButton text="the text" label="Copy the id" />
      <Announcer />
    </>,
  );
  const button = view.getByRole("button", { name: "Copy the id" });
  button.focus();
  await act(async () => void fireEvent.click(button));
  expect(copied).toEqual(["the text"]);
  expect(view.getByRole("status").textContent).toStartWith(message);
  expect(document.activeElement).toBe(button);
});
