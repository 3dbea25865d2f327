import type { WorkerRow } from "../../../../../server/types.ts";
import { cellValue } from "../cells.ts";
import { COLUMNS, type Column } from "../columns.ts";

/** A spreadsheet takes a text that begins so for a formula; in some languages the wide signs too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Tells a spreadsheet that the text is UTF-8, which it else takes for an old encoding; others skip it. */
const BOM = "\uFEFF";

function cell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const harmless = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n\t;']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const FLAGS = ["ephemeral", "failed", "blocked"] as const;

/** Without these a row could not be told from another. */
const NAMING: readonly Column[] = ["app", "id"];

/**
 * Rows as CSV (RFC 4180: commas, CR LF; UTF-8 with its mark): app, id and the shown columns, then the marks; raw numbers (bytes, seconds, milliseconds),
 * nothing where it is not known or there is none. A text that a spreadsheet would run as a formula gets a quote in front.
 */
export function toCsv(rows: readonly WorkerRow[], shown: readonly Column[]): string {
  const columns = COLUMNS.filter((column) => NAMING.includes(column) || shown.includes(column));
  const head = [...columns, ...FLAGS].join(",");
  const lines = rows.map((row) => {
    const values = columns.map((column) => cell(cellValue(row, column)));
    return [...values, ...FLAGS.map((flag) => cell(row[flag] ?? null))].join(",");
  });
  return `${BOM}${[head, ...lines].join("\r\n")}\r\n`;
}

/** Rows as indented JSON, as the server sent them. */
export function toJson(rows: readonly WorkerRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** A file's name with the moment in it, that every system takes: `workers-2024-01-23T10-30-00Z.csv`. */
export function exportName(ms: number, extension: string): string {
  const stamp = new Date(ms).toISOString().slice(0, 19).replaceAll(":", "-");
  return `workers-${stamp}Z.${extension}`;
}
