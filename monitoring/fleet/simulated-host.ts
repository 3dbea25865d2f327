import { AppCounts } from "../../server/counters/app-counts.ts";
import { AppGroup } from "../../server/exposition/app-group.ts";
import { MAX_APP_LABELS, OVERFLOW_APP } from "../../server/exposition/app-groups.ts";
import { buildLabels } from "../../server/exposition/catalogue.ts";
import { ScrapeErrors } from "../../server/exposition/scrape-errors.ts";
import { ExpositionText } from "../../server/exposition/text.ts";

const SIZE = 100;

/** Simulates a host's scrapes: every series of the catalogue, with values that change as on a busy host. */
export class SimulatedHost {
  readonly #all = new AppCounts();
  readonly #groups: AppGroup[];
  readonly #writer = new ExpositionText();
  readonly #build = buildLabels("1.4.0", "0.2.0");
  readonly #scrapeErrors = new ScrapeErrors();
  readonly #startTime = 1_790_000_000;
  #turn = 0;
  #seed = 1;

  constructor(apps: number) {
    const own = Array.from(
      { length: Math.min(apps, MAX_APP_LABELS) },
      (_, i) => `app-${i}@1.${i}.0`,
    );
    this.#groups = [...own, OVERFLOW_APP].map((app) => new AppGroup(app, this.#all));
    for (const { counts } of this.#groups) {
      counts.add(0, 0, 0);
      counts.addFailures(0);
      counts.addCpu(0);
    }
  }

  /** The text of the next scrape. Half of the apps have served requests since the last one. */
  scrape(): string {
    const turn = ++this.#turn;
    for (const group of this.#groups) this.#serve(group, turn);
    const requests = 20 + this.#all.requests;
    const pool = { size: SIZE, active: 60, idle: 5, creating: turn % 3, total: 65 + (turn % 3) };
    return new TextDecoder().decode(
      this.#writer.write({
        snapshot: { pool: { ...pool, utilization: 0.6 }, uptime: turn * 15, failed: 0 },
        totals: {
          requests,
          hits: requests - 20,
          misses: 20,
          evictions: turn,
          created: 20 + turn,
          failed: 0,
          retired: turn,
          ephemeral: { concurrency: 2, queueDepth: turn % 4, queueLimit: 100 },
        },
        unaccounted: 0,
        apps: this.#groups,
        allApps: this.#all,
        process: {
          startTime: this.#startTime,
          cpu: turn * 1.5,
          residentMemory: 1.2e8 + turn * 4096,
          openDescriptors: 40,
          maxDescriptors: 1024,
        },
        build: this.#build,
        feed: { clients: 1, dropped: 0, maxClients: 10_000 },
        scrapeErrors: this.#scrapeErrors,
      }),
    );
  }

  #serve(group: AppGroup, turn: number): void {
    group.see(turn);
    group.workers.active = 1;
    const heapUsed = Math.floor(9e6 + this.#random() * 4e6);
    group.addFigures({ memory: { rss: heapUsed + 11e6, heapUsed }, blocked: false });
    const requests = Math.floor(Math.max(0, this.#random() - 0.5) * 40);
    const errors = requests > 0 && this.#random() < 0.05 ? 1 : 0;
    group.counts.add(requests, errors, requests * this.#random() * 0.04);
    group.counts.addCpu(requests * this.#random() * 0.01);
  }

  /** The minimal standard generator of Park and Miller: the same values in every run. */
  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}
