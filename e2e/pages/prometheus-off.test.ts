import { expect, test } from "bun:test";
import { startProxy } from "./proxy.ts";
import { stage } from "./stage.ts";

const at = stage({ prometheus: false });

const sentences: [locale: string, sentence: string][] = [
  ["en-US", "Set prometheus: true in the plugin's manifest.yaml and restart the runtime."],
  ["pt-BR", "Defina prometheus: true no manifest.yaml do plugin e reinicie o runtime."],
];

test.each(sentences)(
  "where the scrape address is off, a sentence in %s says what to do",
  async (locale, sentence) => {
    const { page, faults, close } = await at.visit("/metrics/", { locale });
    const panel = page.getByRole("region", { name: "Prometheus" });
    await panel.getByTestId("notice").getByText(sentence).waitFor();
    // There is nothing to copy that would not work.
    expect(await panel.getByRole("button").count()).toBe(0);
    expect(await panel.getByText("/api/metrics/prometheus").count()).toBe(0);
    expect(await page.getByRole("meter").count()).toBe(1);
    const address = `${at.host.url}/metrics/api/metrics/prometheus`;
    expect(faults.filter((fault) => !fault.includes("404"))).toEqual([]);
    expect(faults).toContain(`404: ${address}`);
    await close();
  },
);

test("a page that is open learns that the scrape address was switched off when it is looked at", async () => {
  using proxy = startProxy(at.host.url);
  const on = () => new Response(null, { headers: { "content-type": "text/plain" } });
  proxy.meddle = (path) => (path.endsWith("/prometheus") ? on() : undefined);
  const { page, close } = await at.visit(`${proxy.url}/metrics/`);
  const panel = page.getByRole("region", { name: "Prometheus" });
  await panel.getByText("/api/metrics/prometheus").waitFor();
  proxy.meddle = () => undefined;
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await panel.getByTestId("notice").getByText("Set prometheus: true").waitFor();
  await close();
});
