import { expect, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";
import { createStore, useStore } from "../data/store.ts";

const { act, render, waitFor } = await setUpDom();
const { Announcer, useAnnouncement } = await import("./Announcer.tsx");

const text = createStore("before");

function Announcing() {
  useAnnouncement(useStore(text), 10);
  return <Announcer />;
}

test("what has lasted is announced to screen readers, a flicker is not", async () => {
  const announced = render(<Announcing />).getByRole("status");
  const messages: (string | null)[] = [];
  new MutationObserver(() => messages.push(announced.textContent)).observe(announced, {
    ...{ childList: true, characterData: true, subtree: true },
  });
  for (const next of ["flicker", "before", "lasting"]) act(() => text.set(next));
  await waitFor(() => expect(messages).toEqual(["lasting"]), { timeout: 20_000 });
});
