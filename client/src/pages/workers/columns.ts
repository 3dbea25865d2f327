import { readStored, writeStored } from "../../browser/storage.ts";
import { createStore } from "../../data/store.ts";

/** The table's columns, in their order. Those of {@link RATES} are of the last minute, counts since the spawn. */
export const COLUMNS = [
  "app",
  "id",
  "state",
  "requestRate",
  "requests",
  "errors",
  "errorRate",
  "responseMs",
  "avgResponseTimeMs",
  "cpu",
  "rss",
  "heapUsed",
  "uptime",
  "idleSeconds",
] as const;

/** One of them. */
export type Column = (typeof COLUMNS)[number];

const RATES = ["requestRate", "errorRate", "responseMs", "cpu"] as const;

/** Whether a column's values are rates of the last minute. */
export function isRate(column: Column): column is (typeof RATES)[number] {
  return (RATES as readonly Column[]).includes(column);
}

/** Whether a column is about what a live worker has: rows that are only history have nothing there. */
export function isOfLiving(column: Column): boolean {
  return ["cpu", "rss", "heapUsed", "uptime"].includes(column);
}

/** Whether a column has numbers: they are aligned right and sorted in descending order first. */
export function isNumeric(column: Column): boolean {
  return column !== "app" && column !== "id" && column !== "state";
}

/** Reads columns from a text that lists them; `undefined` if it has none. */
export function readColumns(value: unknown): Column[] | undefined {
  const names = String(value).split(",");
  const columns = COLUMNS.filter((column) => names.includes(column));
  return columns.length > 0 ? columns : undefined;
}

/** The storage keys, one for each layout: a phone has room for fewer columns than a wide table. */
const KEYS = {
  cols: "buntime-metrics:columns",
  values: "buntime-metrics:values",
} as const;

/** The search parameter of a layout's columns. */
export type ColumnsParameter = keyof typeof KEYS;

/** The columns that the user chose last, by layout. Absent: as many as fit. */
export type ChosenColumns = { [Parameter in ColumnsParameter]?: Column[] };

function chosen(columns: Record<ColumnsParameter, Column[] | undefined>): ChosenColumns {
  const { cols, values } = columns;
  return { ...(cols && { cols }), ...(values && { values }) };
}

/** The columns that the user chose last. */
export const chosenColumns = createStore(
  chosen({
    cols: readColumns(readStored(KEYS.cols)),
    values: readColumns(readStored(KEYS.values)),
  }),
);

/** Chooses a layout's columns and stores the choice. */
export function chooseColumns(parameter: ColumnsParameter, columns: Column[] | undefined): void {
  writeStored(KEYS[parameter], columns?.join() ?? "");
  const { cols, values } = chosenColumns.get();
  chosenColumns.set(chosen({ cols, values, [parameter]: columns }));
}
