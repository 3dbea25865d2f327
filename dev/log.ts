/** The level of a log line. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** A log record. */
export interface LogRecord {
  /** ISO 8601, UTC, milliseconds. */
  time: string;
  level: LogLevel;
  message: string;
  /** The other arguments: worker ids, errors, figures. */
  data: readonly unknown[];
}

/** The four functions that the host, and the plugin through `ctx.logger`, log with. */
export type Logger = Record<LogLevel, (message: string, ...data: unknown[]) => void>;

/** A logger and its latest records. */
export interface Log {
  logger: Logger;
  /** The latest records, oldest first. */
  records(): LogRecord[];
}

const CAPACITY = 1_000;

/** Keeps the last 1,000 records, and passes each on to `sink`. Without a sink nothing is printed. */
export function createLog(sink?: (record: LogRecord) => void): Log {
  const ring: LogRecord[] = [];
  const logger = loggerOf((level, message, ...data) => {
    const record = { time: new Date().toISOString(), level, message: String(message), data };
    ring.push(record);
    if (ring.length > CAPACITY) ring.shift();
    sink?.(record);
  });
  return { logger, records: () => [...ring] };
}

/** A sink that prints one readable line a record; `debug` ones only when `verbose`. */
export function printer(verbose = false): (record: LogRecord) => void {
  return ({ time, level, message, data }) => {
    if (level === "debug" && !verbose) return;
    const shown = data.map((value) => (value instanceof Error ? value.message : value));
    console[level](`${time.slice(11, 23)} ${level.padEnd(5)} ${message}`, ...shown);
  };
}

/** A sink that passes every record on to another logger. */
export function forwardTo(logger: Logger): (record: LogRecord) => void {
  return ({ level, message, data }) => logger[level](message, ...data);
}

/** A logger that puts `[prefix]` before each of its messages. */
export function prefixed(logger: Logger, prefix: string): Logger {
  return loggerOf((level, message, ...data) => logger[level](`[${prefix}] ${message}`, ...data));
}

function loggerOf(write: (level: LogLevel, message: string, ...data: unknown[]) => void): Logger {
  return {
    debug: (...line) => write("debug", ...line),
    info: (...line) => write("info", ...line),
    warn: (...line) => write("warn", ...line),
    error: (...line) => write("error", ...line),
  };
}
