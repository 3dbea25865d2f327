import { type Outcome, once, outcomeOf, unwrap } from "../once.ts";
import { readBuntimePool } from "./buntime-pool.ts";
import {
  type HostPool,
  PartError,
  type PoolCalls,
  type PoolPart,
  readCache,
  readMaxSize,
  readMetrics,
  readWorkerStats,
} from "./calls.ts";
import { type PoolShape, shapeOfMetrics, shapeOfRows } from "./shape.ts";
import type { Snapshot, SnapshotContext } from "./snapshot.ts";
import { attempt, count } from "./values.ts";

/** Options of a reader. */
export interface ReaderOptions extends Partial<Omit<SnapshotContext, "sizeOf">> {
  /** `ctx.globalConfig.poolSize`, unchecked. */
  poolSize?: unknown;
  /** Called after each attempt to read a part of the pool, with the error if it failed. */
  onPart?: (part: PoolPart, error?: PartError) => void;
  /** Called with each new snapshot, and the pool's size if it has been reported. */
  onSnapshot?: (snapshot: Snapshot, size: number | undefined) => void;
}

/**
 * Reads one pool, whatever its shape: Buntime's own, or the documented one. The shape is detected once, since
 * `getMetrics()` is the most expensive call, and again when a result doesn't fit it.
 */
export class PoolReader {
  readonly #pool: HostPool;
  readonly #options: ReaderOptions;
  readonly #context: SnapshotContext;
  #shape: PoolShape | undefined;
  #hasChangedShape = false;
  /** The last size in the pool's own metrics, and the last one from anywhere. */
  #ownSize: number | undefined;
  #size: number | undefined;
  #snapshot: Outcome<Snapshot> | undefined;

  constructor(pool: HostPool, options: ReaderOptions = {}) {
    this.#pool = pool;
    this.#options = options;
    this.#context = {
      sizeOf: (own) => this.#sizeOf(own),
      monotonic: options.monotonic ?? ((totals) => totals),
      figuresOf: options.figuresOf ?? (() => ({})),
    };
  }

  /**
   * The snapshot of this turn of the event loop: callers of one turn share one reading.
   *
   * @throws PartError when the pool's workers can't be read.
   */
  read(): Snapshot {
    if (!this.#snapshot) {
      this.#snapshot = outcomeOf(() => this.#take());
      setImmediate(() => {
        this.#snapshot = undefined;
      });
    }
    return unwrap(this.#snapshot);
  }

  #take(): Snapshot {
    const calls = this.#callsOf(this.#pool);
    const shape = this.#shapeFor(calls);
    const first = outcomeOf(() => shape(calls, this.#context));
    const found = this.#shapeFor(calls);
    const taken = found === shape ? unwrap(first) : found(calls, this.#context);
    const snapshot = { ...taken, rows: once(taken.rows) };
    this.#options.onSnapshot?.(snapshot, this.#size);
    return snapshot;
  }

  #callsOf(pool: HostPool): PoolCalls {
    return {
      metrics: once(() => {
        const metrics = this.#reported("getMetrics", () => readMetrics(pool));
        this.#check(shapeOfMetrics(metrics));
        return metrics;
      }),
      workerStats: once(() => {
        const rows = this.#reported("getWorkerStats", () => readWorkerStats(pool));
        this.#check(shapeOfRows(rows));
        return rows;
      }),
      cache: (each) => readCache(pool, each),
    };
  }

  /** Forgets the pool's shape if a result has the other one. */
  #check(shape: PoolShape | undefined): void {
    if (!this.#shape || !shape || shape === this.#shape) return;
    this.#shape = undefined;
    this.#ownSize = undefined;
    this.#hasChangedShape = true;
  }

  /** Detected from the metrics, or else the rows. After a change the rows decide: the methods may disagree. */
  #shapeFor(calls: PoolCalls): PoolShape {
    if (this.#shape) return this.#shape;
    const byMetrics = () => attempt(() => shapeOfMetrics(calls.metrics()));
    const byRows = () => attempt(() => shapeOfRows(calls.workerStats()));
    this.#shape = this.#hasChangedShape ? (byRows() ?? byMetrics()) : (byMetrics() ?? byRows());
    return this.#shape ?? readBuntimePool;
  }

  /** The size is configuration: a failure of the part that reports it doesn't change it. */
  #sizeOf(own: unknown): number {
    const { poolSize } = this.#options;
    this.#ownSize = count(own) ?? this.#ownSize;
    this.#size = this.#ownSize ?? count(poolSize) ?? count(readMaxSize(this.#pool)) ?? this.#size;
    return this.#size ?? 0;
  }

  #reported<T>(part: PoolPart, read: () => T): T {
    try {
      const value = read();
      this.#options.onPart?.(part);
      return value;
    } catch (error) {
      if (error instanceof PartError) this.#options.onPart?.(part, error);
      throw error;
    }
  }
}
