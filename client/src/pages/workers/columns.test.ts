import { expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";

await setUpDom();

/** The module as another tab or a later visit loads it. */
async function load(visit: number): Promise<typeof import("./columns.ts")> {
  return await import(`./columns.ts?visit=${visit}`);
}

test("chosen columns are kept for the next visit, separately for each layout, until reset to as many as fit", async () => {
  const { chooseColumns } = await load(1);
  chooseColumns("cols", ["app", "rss"]);
  chooseColumns("values", ["errors"]);
  sessionStorage.clear();
  const next = await load(2);
  expect(next.chosenColumns.get()).toEqual({ cols: ["app", "rss"], values: ["errors"] });
  next.chooseColumns("cols", undefined);
  expect((await load(3)).chosenColumns.get()).toEqual({ values: ["errors"] });
});
