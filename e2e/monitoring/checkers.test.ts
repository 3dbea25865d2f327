import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { startHost } from "../../dev/host.ts";
import { ensureAlertmanager } from "../../scripts/tools/alertmanager.ts";
import { ensurePrometheus } from "../../scripts/tools/prometheus.ts";
import { ensureVictoriaMetrics } from "../../scripts/tools/victoria-metrics.ts";
import { KIT, type PrometheusConfig, readKit } from "./stack/kit.ts";
import { freePorts } from "./stack/ports.ts";

let promtool: string;
let amtool: string;
let folder: string;

beforeAll(async () => {
  [{ promtool }, { amtool }] = await Promise.all([ensurePrometheus(), ensureAlertmanager()]);
  folder = await mkdtemp(join(tmpdir(), "promtool-"));
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in the kit's folder for Prometheus; what it printed, and whether it was content. */
async function run(command: string[], input = "") {
  const child = Bun.spawn(command, {
    cwd: join(KIT, "prometheus"),
    stdin: Buffer.from(input),
    stdout: "pipe",
    stderr: "pipe",
  });
  const streams = [child.stdout, child.stderr].map((stream) => new Response(stream).text());
  const printed = (await Promise.all(streams)).join("");
  return { ok: (await child.exited) === 0, printed };
}

describe("promtool", () => {
  test.each(["prometheus.yml", "instances.yml", "file-sd.yml"])(
    "check config finds nothing wrong with %s and its rules",
    async (file) => {
      const { ok, printed } = await run([promtool, "check", "config", file]);
      expect(printed).toContain("12 rules found");
      expect(printed).toContain("8 rules found");
      expect({ ok, printed }).toMatchObject({ ok: true });
    },
  );

  test("check config finds nothing wrong with authorization.yml, but for the token", async () => {
    const command = [promtool, "check", "config", "--syntax-only", "authorization.yml"];
    expect(await run(command)).toMatchObject({ ok: true });
  });

  test("check config takes the file for VictoriaMetrics as well", async () => {
    const file = join(KIT, "victoria-metrics/scrape.yml");
    expect(await run([promtool, "check", "config", file])).toMatchObject({ ok: true });
  });

  // Debian's Prometheus knows no Kubernetes: its section is checked in monitoring/, all else here.
  test("check config finds nothing wrong with the relabelling for Kubernetes", async () => {
    const { scrape_configs } = await readKit<PrometheusConfig>("kubernetes/scrape-config.yml");
    const jobs = scrape_configs.map(({ kubernetes_sd_configs: _, ...job }) => job);
    const file = join(folder, "kubernetes.yml");
    await Bun.write(file, stringify({ scrape_configs: jobs }));
    expect(await run([promtool, "check", "config", file])).toMatchObject({ ok: true });
  });

  test("check rules finds nothing wrong", async () => {
    const lint = ["check", "rules", "--lint=all", "--lint-fatal"];
    const checked = await run([promtool, ...lint, "alerts.yml", "recording.yml"]);
    expect(checked).toMatchObject({ ok: true });
  });

  test.each(["alerts.test.yml", "recording.test.yml"])("test rules: %s holds", async (file) => {
    const { ok, printed } = await run([promtool, "test", "rules", file]);
    expect({ ok, printed }).toMatchObject({
      ok: true,
      printed: expect.stringContaining("SUCCESS"),
    });
  });

  test("check metrics finds only what the documented names must have, on a real scrape", async () => {
    const [port = 0] = freePorts(1);
    const host = await startHost({ port, load: "heavy", poolSize: 6, quiet: true });
    try {
      await Bun.sleep(4000);
      const scrape = await fetch(`${host.url}${host.base}/api/metrics/prometheus`);
      const { printed } = await run([promtool, "check", "metrics"], await scrape.text());
      expect(printed.trim().split("\n").sort()).toEqual([
        'buntime_pool_total non-counter metrics should not have "_total" suffix',
        'buntime_uptime_seconds counter metrics should have "_total" suffix',
      ]);
    } finally {
      await host.stop();
    }
  }, 20_000);
});

test("amtool finds nothing wrong with alertmanager.yml", async () => {
  const file = join(KIT, "alertmanager/alertmanager.yml");
  expect(await run([amtool, "check-config", file])).toMatchObject({ ok: true });
});

test("vmalert finds nothing wrong with the rules", async () => {
  const { vmalert } = await ensureVictoriaMetrics();
  const rules = ["-rule=alerts.yml", "-rule=recording.yml"];
  expect(await run([vmalert, "-dryRun", ...rules])).toMatchObject({ ok: true });
}, 60_000);
