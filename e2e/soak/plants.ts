import type { WorkerPool } from "../../dev/pool/pool.ts";
import { PLANTS, type Plant } from "./plan.ts";

/** What a planted fault changes in the host's process. */
interface Planted {
  /** The pool that the plugin reads. */
  pool: (real: WorkerPool) => object;
  /** Called by the plugin at every reading. */
  onRead: () => void;
  /** Milliseconds between two events of the feed. */
  pace: (wanted: number) => number;
  /** The plugin's built source. */
  edit: (source: string) => string;
}

const SOUND: Planted = {
  pool: (real) => real,
  onRead: () => {},
  pace: (wanted) => wanted,
  edit: (source) => source,
};
const HOUR_MS = 3_600_000;

const MADE: Record<Plant, () => Partial<Planted>> = {
  leak: () => ({ onRead: leakOf(65_536) }),
  figure: () => ({ pool: oneWorkerLess }),
  headers: () => ({ edit: (source) => source.replaceAll("nosniff", "sniff") }),
  silence: () => ({ pace: () => HOUR_MS }),
  slow: () => ({ pace: (wanted) => 2 * wanted }),
  error: () => ({ onRead: once(failUnheard) }),
  counter: () => ({ onRead: once(beginUptimeAgain) }),
  timer: () => ({ onRead: once(() => void setInterval(() => {}, HOUR_MS)) }),
};

/** Plants a fault. Without a name all is sound. Throws on an unknown one. */
export function planted(name: string | undefined): Planted {
  if (name === undefined) return SOUND;
  if (!Object.hasOwn(PLANTS, name)) throw new Error(`no plant is called ${name}`);
  return { ...SOUND, ...MADE[name as Plant]() };
}

function leakOf(bytes: number): () => void {
  const leaked: Uint8Array[] = [];
  return () => void leaked.push(new Uint8Array(bytes).fill(1));
}

/** The pool as it would be with one worker less: every figure that is taken from it is wrong. */
function oneWorkerLess(pool: WorkerPool): object {
  return {
    config: pool.config,
    getMetrics: () => pool.getMetrics(),
    getWorkerStats: () => pool.getWorkerStats(),
    get cache() {
      return new Map([...pool.cache].slice(1));
    },
  };
}

function failUnheard(): void {
  void Promise.reject(new Error("planted"));
  setImmediate(() => {
    throw new Error("planted");
  });
}

/** Every three seconds. */
function beginUptimeAgain(): void {
  const real = process.uptime.bind(process);
  process.uptime = () => real() % 3;
}

function once(task: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    task();
  };
}
