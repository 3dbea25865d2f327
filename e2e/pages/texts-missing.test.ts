import { expect, test } from "bun:test";
import { gauge } from "./elements.ts";
import { startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ sseInterval: 200 });
const isTexts = (path: string, locale: string) => path.includes(`/assets/${locale}-`);
const refuse = () => new Response("bad gateway", { status: 502 });

test("without the texts of its language the page says that much, and can be reloaded", async () => {
  using proxy = startProxy(at.host.url);
  proxy.meddle = (path) => (isTexts(path, "en") ? refuse() : undefined);
  const { page, faults, close } = await at.visit(`${proxy.url}/metrics/`);
  await page.getByText("The pages couldn't be loaded.").waitFor();
  await page.getByText("Não foi possível carregar as páginas.").waitFor();
  expect(faults.filter((fault) => fault.startsWith("error"))).toEqual([]);
  proxy.meddle = () => undefined;
  await page.getByRole("button", { name: "Reload" }).click();
  await gauge(page).waitFor();
  await close();
});

test("a language whose texts can't be loaded leaves the one before, and that is said", async () => {
  using proxy = startProxy(at.host.url);
  proxy.meddle = (path) => (isTexts(path, "pt-BR") ? refuse() : undefined);
  const { page, faults, close } = await at.visit(`${proxy.url}/metrics/`);
  const choice = page.getByRole("combobox", { name: "Language" });
  await choice.selectOption("pt-BR");
  const notice = page.getByTestId("notice").getByText("couldn't be loaded");
  await notice.waitFor();
  await page.getByRole("status").getByText("couldn't be loaded").waitFor();
  expect(await choice.inputValue()).toBe("en");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expect(faults.filter((fault) => fault.startsWith("error"))).toEqual([]);
  await page.reload();
  await gauge(page).waitFor();
  expect(await choice.inputValue()).toBe("en");
  proxy.meddle = () => undefined;
  await choice.selectOption("pt-BR");
  await page.getByRole("combobox", { name: "Idioma" }).waitFor();
  await notice.waitFor({ state: "detached" });
  await close();
});
