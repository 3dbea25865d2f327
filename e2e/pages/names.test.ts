import { expect, test } from "bun:test";
import { table } from "./elements.ts";
import { idOf, named } from "./named.ts";
import { stage } from "./stage.ts";

const NAMES: [what: string, name: string][] = [
  ["an image that fails", "<img src=x onerror=alert(1)>@1.0.0"],
  ["a script", "</title><script>alert(1)</script>@1.0.0"],
  ["right-to-left marks", "\u202Egnp.exe\u2067@1.0.0"],
  ["letters from right to left", "שלום@1.0.0"],
  ["an attribute's end", `" onfocus="alert(1)" autofocus x="@1.0.0`],
];

const { visit } = stage({}, { pool: named(NAMES.map(([, name]) => name)) });

/** How a name is to be shown: with the marks that turn it in sight. */
function inSight(name: string): string {
  return name.replace("\u202E", "⟨U+202E⟩").replace("\u2067", "⟨U+2067⟩");
}

test.each(NAMES)("an app named with %s shows as text, wherever it is named", async (what, name) => {
  const shown = inSight(name);
  const place = NAMES.findIndex(([each]) => each === what);
  const { page, faults, close } = await visit("/metrics/workers?group=true");
  page.on("dialog", async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  // From here on no dialog goes unseen.
  await page.reload();
  const exactly = (text: string | null) => expect(text).toBe(shown);
  const group = table(page)
    .getByRole("rowheader")
    .locator("bdi")
    .filter({ hasText: shown })
    .first();
  exactly(await group.textContent());
  await group.click();
  const link = table(page).locator(`[data-worker="${idOf(place)}"]`);
  exactly(await link.textContent());
  await link.press("Enter");
  const title = page.getByTestId("details").getByRole("heading", { level: 2 });
  await title.getByText(shown, { exact: true }).waitFor();
  exactly(await title.textContent());
  exactly(await page.getByRole("combobox", { name: "App" }).getByText(shown).textContent());
  for (const isolated of [group, link.locator("bdi"), title.locator("bdi")]) {
    expect(await isolated.evaluate((text) => getComputedStyle(text).unicodeBidi)).toBe("isolate");
  }
  expect(await page.locator("img, body script, [onfocus], [onerror]").count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
