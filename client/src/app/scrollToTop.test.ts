import { afterEach, beforeEach, expect, test } from "bun:test";
import { type ScrollingRouter, setupScrollRestoration } from "./scrollToTop.ts";

const moves: [x: number, y: number][] = [];
const scope = globalThis as { window?: unknown };
beforeEach(() => {
  scope.window = { scrollTo: (x: number, y: number) => moves.push([x, y]) };
});
afterEach(() => {
  delete scope.window;
  moves.length = 0;
});

function madeUp() {
  const listeners: (() => void)[] = [];
  const router: ScrollingRouter = {
    _scroll: { n: true },
    subscribe: (_, listener) => listeners.push(listener),
  };
  return { router, rendered: () => listeners.forEach((listener) => void listener()) };
}

test("a page begins at its top, unless the move to it said otherwise, which holds for that move alone", () => {
  const { router, rendered } = madeUp();
  setupScrollRestoration(router);
  rendered();
  expect(moves).toEqual([[0, 0]]);
  router._scroll.n = false;
  rendered();
  expect(moves).toHaveLength(1);
  rendered();
  expect(moves).toHaveLength(2);
});

test("set up twice it moves once", () => {
  const { router, rendered } = madeUp();
  setupScrollRestoration(router);
  setupScrollRestoration(router);
  rendered();
  expect(moves).toHaveLength(1);
});
