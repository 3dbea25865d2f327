/** How loud a log line is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One thing that was logged. */
export interface LogRecord {
  /** ISO 8601, UTC, milliseconds. */
  time: string;
  level: LogLevel;
  message: string;
  /** What came beside the message: worker ids, errors, figures. */
  data: readonly unknown[];
}

/** The four functions that the host, and the plugin through `ctx.logger`, log with. */
export type Logger = Record<LogLevel, (message: string, ...data: unknown[]) => void>;

/** A logger and what it has logged lately. */
export interface Log {
  logger: Logger;
  /** The latest records, oldest first. */
  records(): LogRecord[];
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Keeps the last `capacity` records (default 1,000) and hands each on to `sink`.
 * Without a sink nothing is printed.
 */
export function createLog(sink?: (record: LogRecord) => void, capacity = 1_000): Log {
  const ring: LogRecord[] = [];
  const write =
    (level: LogLevel) =>
    (message: string, ...data: unknown[]): void => {
      const record = { time: new Date().toISOString(), level, message: String(message), data };
      ring.push(record);
      if (ring.length > capacity) ring.shift();
      sink?.(record);
    };
  const [debug, info, warn, error] = LEVELS.map(write) as [Write, Write, Write, Write];
  return { logger: { debug, info, warn, error }, records: () => [...ring] };
}

type Write = (message: string, ...data: unknown[]) => void;

/** A sink that prints readable lines; `debug` ones only when `verbose`. */
export function printer(verbose = false): (record: LogRecord) => void {
  return (record) => {
    if (record.level === "debug" && !verbose) return;
    const print = record.level === "error" || record.level === "warn" ? console.error : console.log;
    print(formatRecord(record));
  };
}

/** A sink that hands every record to another logger. */
export function forwardTo(logger: Logger): (record: LogRecord) => void {
  return ({ level, message, data }) => logger[level](message, ...data);
}

/** A logger that puts `[prefix]` before each of its messages. */
export function prefixed(logger: Logger, prefix: string): Logger {
  const write =
    (level: LogLevel) =>
    (message: string, ...data: unknown[]): void =>
      logger[level](`[${prefix}] ${message}`, ...data);
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** `10:30:00.000 warn  worker crashed  app=crash@1.0.0 workerId=…` */
export function formatRecord({ time, level, message, data }: LogRecord): string {
  const head = `${time.slice(11, 23)} ${level.padEnd(5)} ${message}`;
  return [head, ...data.map(formatData)].filter(Boolean).join("  ");
}

function formatData(data: unknown): string {
  if (data instanceof Error) return data.message;
  if (data === null || typeof data !== "object") return String(data);
  return Object.entries(data)
    .map(([key, value]) => `${key}=${formatValue(value)}`)
    .join(" ");
}

function formatValue(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(value.message);
  if (typeof value === "string") return /\s/.test(value) ? JSON.stringify(value) : value;
  return JSON.stringify(value) ?? String(value);
}
