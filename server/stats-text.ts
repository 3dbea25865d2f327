import type { StatsResponse, WorkerRow } from "./types.ts";

/** The widest line, in columns of a terminal. */
const WIDTH = 120;
const GAP = "  ";

/** Maximum UTF-16 units of a name per column of its width: combining marks have no width. */
const UNITS_PER_COLUMN = 4;

const DAY = 86_400;

interface Column {
  head: string;
  text: (row: WorkerRow) => string;
  isText?: boolean;
}

const COLUMNS: readonly Column[] = [
  { head: "ID", text: ({ id }) => fit(printable(id), 8), isText: true },
  { head: "STATE", text: stateOf, isText: true },
  { head: "REQS", text: ({ requests }) => formatCount(requests) },
  { head: "ERRORS", text: ({ errors }) => known(errors, formatCount) },
  { head: "MEAN", text: ({ avgResponseTimeMs }) => known(avgResponseTimeMs, formatMs) },
  { head: "CPU", text: ({ cpuSeconds }) => known(cpuSeconds, formatSeconds) },
  { head: "RSS", text: ({ memory, memoryKnown }) => (memoryKnown ? formatBytes(memory.rss) : "-") },
  {
    head: "HEAP",
    text: ({ memory, memoryKnown }) => (memoryKnown ? formatBytes(memory.heapUsed) : "-"),
  },
  { head: "IDLE", text: ({ idleSeconds }) => known(idleSeconds, formatSeconds) },
  { head: "UP", text: ({ uptime }) => (uptime > 0 ? formatSeconds(uptime) : "-") },
];

/**
 * The pool and its workers as an aligned table for a terminal, at most 120 columns wide, below a line with the
 * pool's numbers. Control characters in names are replaced.
 *
 * @param all - The total number of workers.
 */
export function formatStats({ pool, workers }: StatsResponse, all: number): string {
  const cells = workers.map((row) => COLUMNS.map(({ text }) => text(row)));
  const widths = COLUMNS.map(({ head }, i) =>
    Math.max(head.length, ...cells.map((row) => Bun.stringWidth(row[i] ?? ""))),
  );
  const rest = WIDTH - widths.reduce((sum, width) => sum + GAP.length + width, 0);
  const apps = workers.map(({ app }) => fit(printable(app), rest));
  const widest = apps.reduce((most, app) => Math.max(most, Bun.stringWidth(app)), 3);
  const lineOf = (app: string, row: string[]) =>
    [pad(app, widest, true), ...row.map((text, i) => pad(text, widths[i] ?? 0, COLUMNS[i]?.isText))]
      .join(GAP)
      .trimEnd();
  const heads = COLUMNS.map(({ head }) => head);
  const rows = cells.map((row, i) => lineOf(apps[i] ?? "", row));
  return `${[headOf({ pool, workers }, all), "", lineOf("APP", heads), ...rows].join("\n")}\n`;
}

function headOf({ pool, workers }: StatsResponse, all: number): string {
  const { size, active, idle, creating, total, utilization } = pool;
  const percent = `${Math.round(utilization * 1000) / 10}%`;
  const shown = workers.length === all ? all : `${workers.length} of ${all}`;
  const rows = all === 1 ? "row" : "rows";
  return fit(
    `pool of ${size}: ${active} active, ${idle} idle, ${creating} creating, ${total} in all, utilization ${percent}; ${shown} ${rows}`,
    WIDTH,
  );
}

function stateOf({ state, blocked, failed, ephemeral }: WorkerRow): string {
  if (blocked) return "blocked";
  if (failed) return "failed";
  return ephemeral ? "ephemeral" : state;
}

function known(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? "-" : format(value);
}

/** Removes control, format and other characters that are invisible or move the cursor. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/** Truncated to a width with an ellipsis; the number of characters without a width is limited too. */
function fit(text: string, width: number): string {
  const length = width * UNITS_PER_COLUMN;
  if (text.length <= length && Bun.stringWidth(text) <= width) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, length).toWellFormed())) {
    if (Bun.stringWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

function pad(text: string, width: number, isText = false): string {
  const spaces = " ".repeat(Math.max(0, width - Bun.stringWidth(text)));
  return isText ? text + spaces : spaces + text;
}

/** A number of at most three digits with the largest suitable unit. */
function scaled(value: number, factor: number, units: readonly string[]): string {
  let [scaledValue, unit] = [value, 0];
  while (scaledValue >= factor * 0.9995 && unit < units.length - 1) {
    scaledValue /= factor;
    unit++;
  }
  const digits = unit === 0 || scaledValue >= 99.95 ? 0 : scaledValue >= 9.995 ? 1 : 2;
  return `${scaledValue.toFixed(digits)}${units[unit]}`;
}

function formatCount(value: number): string {
  return value < 100_000 ? String(value) : scaled(value, 1000, ["", "k", "M", "G", "T", "P"]);
}

function formatBytes(bytes: number): string {
  return scaled(bytes, 1024, ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]);
}

function formatMs(ms: number): string {
  return ms < 999.5 ? `${ms.toFixed(ms < 9.95 ? 1 : 0)}ms` : formatSeconds(ms / 1000);
}

/** At most two units: `0.85s`, `12.3s`, `12m05s`, `3h12m`, `5d03h`; in years from 1,000 days: `10y`. */
function formatSeconds(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)}s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`;
  const pair = (size: number, of: [string, string], below: number) =>
    `${Math.floor(seconds / size)}${of[0]}${String(Math.floor((seconds % size) / below)).padStart(2, "0")}${of[1]}`;
  if (seconds < 60) return "1m00s";
  if (seconds < 3600) return pair(60, ["m", "s"], 1);
  if (seconds < DAY) return pair(3600, ["h", "m"], 60);
  if (seconds < 1000 * DAY) return pair(DAY, ["d", "h"], 3600);
  return scaled(seconds / (365.25 * DAY), 1000, ["y", "ky", "My"]);
}
