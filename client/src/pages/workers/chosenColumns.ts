import { readStored, writeStored } from "../../browser/storage.ts";
import { createStore } from "../../data/store.ts";
import type { Column } from "./columns.ts";
import { compact, readWorkersSearch } from "./search.ts";

/** The storage keys, one for each layout: a phone has room for fewer columns than a wide table. */
const KEYS = {
  cols: "buntime-metrics:columns",
  values: "buntime-metrics:values",
} as const;

/** The search parameter of a layout's columns. */
export type ColumnsParameter = keyof typeof KEYS;

const { cols, values } = readWorkersSearch({
  cols: readStored(KEYS.cols),
  values: readStored(KEYS.values),
});

/** The columns that the user chose last. Absent: as many as fit. */
export const chosenColumns = createStore(compact({ cols, values }));

/** Chooses a layout's columns and stores the choice. */
export function chooseColumns(parameter: ColumnsParameter, columns: Column[] | undefined): void {
  writeStored(KEYS[parameter], columns?.join() ?? "");
  chosenColumns.set(compact({ ...chosenColumns.get(), [parameter]: columns }));
}
