import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { $ } from "bun";
import { parse, stringify } from "yaml";
import { startHost } from "../../dev/host.ts";
import { SimulatedHost } from "../../monitoring/fleet/simulated-host.ts";
import {
  ensureAlertmanager,
  ensurePrometheus,
  ensureVictoriaMetrics,
} from "../../scripts/tools/monitoring.ts";
import { makeTempFolder, type TempFolder } from "../../testing/temp-folder.ts";
import {
  KIT,
  type PrometheusConfig,
  type RuleFile,
  readKit,
  readRules,
  uncommented,
} from "./stack/kit.ts";
import { withSamplesEvery15s } from "./unit-tests.ts";

let promtool: string;
let folder: TempFolder;

beforeAll(async () => {
  [{ promtool }, folder] = await Promise.all([ensurePrometheus(), makeTempFolder()]);
}, 60_000);

afterAll(() => folder[Symbol.asyncDispose]());

/** Runs a program in the kit's folder for Prometheus; what it printed, and whether it succeeded. */
async function run(command: string[], input = "") {
  const child = $`${command} < ${Buffer.from(input)}`.cwd(join(KIT, "prometheus"));
  const { exitCode, stdout, stderr } = await child.nothrow().quiet();
  return { ok: exitCode === 0, printed: `${stdout}${stderr}` };
}

const accepts = async (...command: string[]) =>
  expect(await run(command)).toMatchObject({ ok: true });

async function holds(file: string): Promise<void> {
  const { ok, printed } = await run([promtool, "test", "rules", file]);
  expect({ ok, printed }).toMatchObject({ ok: true, printed: expect.stringContaining("SUCCESS") });
}

describe("promtool", () => {
  test.each(["prometheus.yml", "instances.yml", "file-sd.yml"])(
    "check config accepts %s and its rules",
    async (file) => {
      const { ok, printed } = await run([promtool, "check", "config", file]);
      expect({ ok, printed }).toMatchObject({ ok: true });
      expect(printed.match(/rules found/g)).toHaveLength(2);
    },
  );

  test("check config accepts authorization.yml without its token's file, with the option in the docs", async () => {
    await accepts(promtool, "check", "config", "--syntax-only", "authorization.yml");
  });

  // Debian's Prometheus knows no Kubernetes: that section is checked in monitoring/, everything else here.
  test("check config accepts the files for VictoriaMetrics and, except for its discovery, for Kubernetes", async () => {
    await accepts(promtool, "check", "config", join(KIT, "victoria-metrics/scrape.yml"));
    const { scrape_configs } = await readKit<PrometheusConfig>("kubernetes/scrape-config.yml");
    const jobs = scrape_configs.map(({ kubernetes_sd_configs: _, ...job }) => job);
    const rest = await folder.write("kubernetes.yml", stringify({ scrape_configs: jobs }));
    await accepts(promtool, "check", "config", rest);
  });

  const agent = Bun.file(join(KIT, "fleet/agent.yml"));
  test.each([
    ["unchanged", /./],
    ["with the relabelling", /# metric_relabel_configs/],
    ["with Mimir", /# - url: http:..mimir/],
    ["with Thanos", /# - url: http:..thanos/],
  ])("check config accepts an agent's configuration %s", async (name, part) => {
    const text = await agent.text();
    const file = name === "unchanged" ? text : uncommented(text, part);
    expect(name === "unchanged" || file !== text).toBeTrue();
    await accepts(promtool, "check", "config", "--agent", await folder.write("agent.yml", file));
  });

  test("check config accepts the OpenTelemetry Collector's part for Prometheus", async () => {
    const { receivers } = await readKit<{ receivers: { prometheus: { config: object } } }>(
      "collectors/opentelemetry.yaml",
    );
    const file = await folder.write("collector.yml", stringify(receivers.prometheus.config));
    await accepts(promtool, "check", "config", file);
  });

  test("check rules finds no problem", async () => {
    const files = ["alerts.yml", "alerts-documented.yml", "recording.yml"];
    await accepts(promtool, "check", "rules", "--lint=all", "--lint-fatal", ...files);
  });

  test.each(["alerts.test.yml", "recording.test.yml"])(
    "test rules: %s holds",
    async (file) => holds(file),
    5 * 60_000,
  );

  test(
    "test rules: alerts.test.yml holds with a sample every 15 s too",
    async () =>
      holds(await folder.write("alerts.test.yml", await withSamplesEvery15s("alerts.test.yml"))),
    5 * 60_000,
  );

  test("check metrics finds only what the documented names must have, on a real scrape", async () => {
    await using host = await startHost({ port: 0, quiet: true });
    await fetch(`${host.url}/hello/`).then((answer) => answer.text());
    const scrape = await fetch(`${host.url}${host.base}/api/metrics/prometheus`);
    const { printed } = await run([promtool, "check", "metrics"], await scrape.text());
    expect(printed.trim().split("\n").sort()).toEqual([
      'buntime_pool_total non-counter metrics should not have "_total" suffix',
      'buntime_uptime_seconds counter metrics should have "_total" suffix',
    ]);
  }, 60_000);
});

test("an agent's relabelling leaves out more than half of an app's series, and none that a rule reads", async () => {
  const text = await Bun.file(join(KIT, "fleet/agent.yml")).text();
  const { scrape_configs } = parse(uncommented(text, /# metric_relabel_configs/));
  const [{ source_labels, regex, action }] = scrape_configs[0].metric_relabel_configs;
  expect([source_labels, action]).toEqual([["__name__"], "drop"]);
  const drops = new RegExp(`^(?:${regex})$`);
  const series = new SimulatedHost(1).scrape().match(/^buntime_app_\w+(?=\{app="app-0)/gm) ?? [];
  expect(series.filter((name) => drops.test(name)).length).toBeGreaterThan(series.length / 2);
  const rules = [...(await readRules("alerts.yml")), ...(await readRules("recording.yml"))];
  const names = rules.flatMap(({ expr }) => expr.match(/\b(buntime|process)_\w+/g) ?? []);
  expect(names.filter((name) => drops.test(name))).toEqual([]);
});

test("amtool accepts alertmanager.yml", async () => {
  const { amtool } = await ensureAlertmanager();
  await accepts(amtool, "check-config", join(KIT, "alertmanager/alertmanager.yml"));
}, 60_000);

// Debian's vmalert is older than keep_firing_for.
test("vmalert accepts the rules, and VictoriaMetrics its scrape configuration", async () => {
  const { vmalert, victoriaMetrics } = await ensureVictoriaMetrics();
  const { groups } = await readKit<RuleFile>("prometheus/alerts.yml");
  for (const { rules } of groups) for (const rule of rules) delete rule.keep_firing_for;
  const alerts = await folder.write("alerts.yml", stringify({ groups }));
  const rules = [`-rule=${alerts}`, "-rule=recording.yml"];
  await accepts(vmalert, "-dryRun", ...rules);
  const scrape = `-promscrape.config=${join(KIT, "victoria-metrics/scrape.yml")}`;
  await accepts(victoriaMetrics, scrape, "-dryRun");
}, 60_000);
