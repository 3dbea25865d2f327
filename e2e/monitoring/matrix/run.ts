import type { Divisor } from "../stack/divided.ts";
import { HostProcess } from "../stack/host.ts";
import type { Environments } from "../stack/prometheus.ts";
import { writeApps } from "./apps.ts";
import type { State } from "./states.ts";

/** How long the hosts are scraped before anything happens to them. */
const QUIET_MINUTES = 3;

/** When the environment that vanishes does so. */
const VANISH_MINUTE = 10;

/** Hosts in the states of the matrix. */
export class Matrix implements AsyncDisposable {
  #startedAt = 0;
  /** Alerts received later are ignored: nothing drives the states any more. */
  #endedAt = Number.POSITIVE_INFINITY;
  readonly #aborter = new AbortController();

  private constructor(
    readonly states: readonly State[],
    readonly divisor: Divisor,
    private readonly hosts: ReadonlyMap<string, HostProcess>,
    private readonly parts: AsyncDisposableStack,
  ) {}

  /** Starts a host for each state; nothing is driven yet. */
  static async start(states: readonly State[], divisor: Divisor): Promise<Matrix> {
    await using parts = new AsyncDisposableStack();
    const { path: appsDir } = parts.use(await writeApps());
    const hosts = new Map<string, HostProcess>();
    const waiting = [...states];
    // A few at a time: each takes a core for half a second.
    const startSome = async () => {
      for (let state = waiting.shift(); state; state = waiting.shift()) {
        const options = { appsDir, troubleFactor: divisor, ...state.options };
        const host = await HostProcess.start(options);
        parts.defer(() => host.stop());
        hosts.set(state.name, host);
      }
    };
    await Promise.all([startSome(), startSome(), startSome()]);
    return new Matrix(states, divisor, hosts, parts.move());
  }

  /** How long a minute of the alerts' rules is here, in milliseconds. */
  get minute(): number {
    return 60_000 / this.divisor;
  }

  /** The host in a state. */
  host(name: string): HostProcess {
    const host = this.hosts.get(name);
    if (host === undefined) throw new Error(`no state ${name}`);
    return host;
  }

  /** The alerts that must and may be received from each environment: the states, and two without a host. */
  get expected(): State[] {
    return [
      ...this.states,
      { name: "one of three down", must: ["BuntimeTargetDown"] },
      { name: "vanishes", must: ["BuntimeAbsent"] },
    ];
  }

  /** The targets by environment. */
  get environments(): Environments {
    const states = [...this.hosts].map(([name, { instance }]) => [name, [instance]] as const);
    const up = ["fresh", "full at rest"].map((name) => this.host(name).instance);
    const off = this.host("scrape off").instance;
    return { ...Object.fromEntries(states), "one of three down": [...up, off], vanishes: up };
  }

  /** Drives all hosts for a number of minutes of the rules; resolves at their end. */
  async run(
    minutes: number,
    setTargets: (environments: Environments) => Promise<void>,
  ): Promise<void> {
    const { minute } = this;
    await Bun.sleep(QUIET_MINUTES * minute);
    this.#startedAt = performance.now();
    const { signal } = this.#aborter;
    const driven = this.states.map(({ name, drive }) =>
      drive?.({ host: this.host(name), signal, minute }),
    );
    await Bun.sleep(VANISH_MINUTE * minute);
    const { vanishes: _, ...others } = this.environments;
    await setTargets(others);
    await Bun.sleep((minutes - VANISH_MINUTE) * minute);
    this.#endedAt = performance.now();
    this.#aborter.abort();
    await Promise.all(driven);
  }

  /** Minutes of the rules from the run's start to a moment. */
  minutesTo(at: number): number {
    return (at - this.#startedAt) / this.minute;
  }

  /** Whether a moment was before the end of the run. */
  isDuring(at: number): boolean {
    return at <= this.#endedAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#aborter.abort();
    await this.parts.disposeAsync();
  }
}
