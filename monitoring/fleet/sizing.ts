import { MAX_APP_LABELS } from "../../server/exposition/app-groups.ts";
import { CATALOGUE } from "../../server/exposition/catalogue.ts";
import { SimulatedHost } from "./simulated-host.ts";

/** `up`, and what Prometheus records of every scrape itself. */
const OF_THE_SCRAPE = 5;
const SECONDS_BETWEEN_SCRAPES = 15;
const DAYS = 30;

const APPS = [15, 100, 500, 2_000];
const HOSTS = [1, 100, 1_000, 3_000];

/** Measured, see docs/fleets.md: bytes of memory a series at most, bytes of disk a sample. */
const ENGINES = {
  prometheus: { series: 3_307, sample: 1.53 },
  victoriaMetrics: { series: 1_831, sample: 0.93 },
};
/** A margin over what was measured: names and values differ from fleet to fleet. */
const MARGIN = 1.25;

/** The maximum number of series of a host with this many apps, including those of the scrape itself. */
export function seriesOf(apps: number): number {
  const text = new SimulatedHost(apps).scrape();
  const missing = CATALOGUE.find(({ name }) => !text.includes(`# TYPE ${name} `));
  if (missing) throw new Error(`${missing.name} is not among the series of a simulated host`);
  return text.split("\n").filter((line) => /^\w/.test(line)).length + OF_THE_SCRAPE;
}

/** What fleets take, in docs/fleets.md. */
export function sizesTable(): string {
  const own = seriesOf(1) - seriesOf(0);
  const intro = `A host has ${seriesOf(0) - own} series apart from its apps, ${own} for each app and for \`(other)\`, the sum of those beyond the first
${MAX_APP_LABELS}. The most that a host can have, scraped every ${SECONDS_BETWEEN_SCRAPES} s:`;
  const head = `| apps of a host | hosts | series | samples/s | Prometheus: memory | disk, ${DAYS} days | VictoriaMetrics: memory | disk, ${DAYS} days |`;
  const rows = APPS.flatMap((apps) => HOSTS.map((hosts) => rowOf(apps, hosts)));
  return [intro, "", head, "|--:|--:|--:|--:|--:|--:|--:|--:|", ...rows].join("\n");
}

function rowOf(apps: number, hosts: number): string {
  const series = seriesOf(apps) * hosts;
  const perSecond = series / SECONDS_BETWEEN_SCRAPES;
  const stored = perSecond * 86_400 * DAYS;
  const sizes = Object.values(ENGINES).flatMap((of) =>
    [series * of.series, stored * of.sample].map((size) => size * MARGIN),
  );
  const cells = [apps, hosts, series, Math.round(perSecond)].map((count) =>
    count.toLocaleString("en"),
  );
  return `| ${[...cells, ...sizes.map(bytes)].join(" | ")} |`;
}

/** Two digits and a unit. */
function bytes(count: number): string {
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(count) / 3), units.length);
  const value = Number((count / 1000 ** power).toPrecision(2));
  return value === 1000 && power < units.length
    ? `1 ${units[power]}`
    : `${value.toLocaleString("en")} ${units[power - 1]}`;
}
