import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What `parseArgs` returns for such options. */
export type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>["values"];

/** Invalid arguments; the message names the option, the expected value and the actual one. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Parses options; there are no positional arguments.
 *
 * @throws UsageError on an option that is unknown or lacks its value.
 */
export function parseOptions<const T extends Options>(args: string[], options: T): Values<T> {
  return asUsageError(() => parseArgs({ args, options }).values);
}

/**
 * Parses the command line of this process. `--help` prints the usage and exits; a {@link UsageError} is
 * printed with the usage, and exits with status 2.
 *
 * @param read - Turns the parsed options into what the command needs. Default: returns them unchanged.
 */
export function commandLine<const T extends Options, R = Values<T>>(
  usage: string,
  options: T,
  read = (values: Values<T>) => values as R,
): R {
  try {
    const help = { help: { type: "boolean", short: "h" } } as const;
    const { help: wantsHelp, ...values } = parseOptions(process.argv.slice(2), {
      ...options,
      ...help,
    }) as Values<typeof help> & Values<T>;
    if (!wantsHelp) return read(values as Values<T>);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  console.log(usage);
  process.exit(0);
}

/**
 * The option's value as a whole number.
 *
 * @throws UsageError if it isn't a whole number from `from` to `to`.
 */
export function wholeNumber(option: string, text: string, from = 0, to = Infinity): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  const range = to === Infinity ? `of at least ${from}` : `from ${from} to ${to}`;
  throw new UsageError(`${option} must be a whole number ${range}, got ${text}`);
}

/** The option's value as one of its choices. @throws UsageError if it isn't one of them. */
export function oneOf<const T extends string>(
  option: string,
  text: string,
  choices: readonly T[],
): T {
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`${option} must be ${choices.join(" or ")}, got ${text}`);
}

/** Runs `task`; whatever it throws becomes a {@link UsageError} with the same message. */
export function asUsageError<T>(task: () => T): T {
  try {
    return task();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
