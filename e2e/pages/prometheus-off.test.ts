import { expect, test } from "bun:test";
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
