/** The level of a log line. */
type LogLevel = "debug" | "info" | "warn" | "error";

/** The four functions that the host, and the plugin through `ctx.logger`, log with. */
export type Logger = Record<LogLevel, (message: string, ...data: unknown[]) => void>;

/** A logger whose four functions call `write`. */
export function loggerOf(
  write: (level: LogLevel, message: string, ...data: unknown[]) => void,
): Logger {
  return {
    debug: (...line) => write("debug", ...line),
    info: (...line) => write("info", ...line),
    warn: (...line) => write("warn", ...line),
    error: (...line) => write("error", ...line),
  };
}

/** A logger that prints one readable line a call; `debug` ones only when `verbose`. */
export function printer(verbose = false): Logger {
  return loggerOf((level, message, ...data) => {
    if (level === "debug" && !verbose) return;
    const time = new Date().toISOString().slice(11, 23);
    const shown = data.map((value) => (value instanceof Error ? value.message : value));
    console[level](`${time} ${level.padEnd(5)} ${message}`, ...shown);
  });
}

/** A logger that prints nothing. */
export const silent: Logger = loggerOf(() => {});

/** A logger that puts `[prefix]` before each of its messages. */
export function prefixed(logger: Logger, prefix: string): Logger {
  return loggerOf((level, message, ...data) => logger[level](`[${prefix}] ${message}`, ...data));
}
