import { expect, test } from "bun:test";
import { setUpDom } from "../../../testing/dom.ts";
import { routed } from "../../../testing/routed.tsx";

const { fireEvent, render } = await setUpDom();
const { theme } = await import("../ui/theme.ts");
const { Header } = await import("./Header.tsx");

test("the header changes the language, and the theme in turn", async () => {
  const view = render(await routed(<Header />));
  fireEvent.change(await view.findByRole("combobox", { name: "Language" }), {
    target: { value: "pt-BR" },
  });
  await view.findByRole("combobox", { name: "Idioma" });
  expect(document.documentElement.lang).toBe("pt-BR");
  const seen = new Set([theme.get()]);
  for (let press = 0; press < 2; press++) {
    fireEvent.click(view.getByRole("button", { name: /^Tema: / }));
    seen.add(theme.get());
  }
  expect([...seen].sort()).toEqual(["dark", "light", "system"]);
  fireEvent.click(view.getByRole("button", { name: /^Tema: / }));
});
