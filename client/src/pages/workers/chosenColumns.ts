import { readStored, writeStored } from "../../browser/storage.ts";
import { createStore } from "../../data/store.ts";
import type { Column } from "./columns.ts";
import { compact, readWorkersSearch } from "./search.ts";

/** Where the choice for each layout is kept: what suits a phone would strip a wide table. */
const KEYS = {
  cols: "buntime-metrics:columns",
  values: "buntime-metrics:values",
} as const;

/** A layout's parameter for its columns. */
export type Choice = keyof typeof KEYS;

const { cols, values } = readWorkersSearch({
  cols: readStored(KEYS.cols),
  values: readStored(KEYS.values),
});

/** The columns that the user chose last; absent: as many as fit. */
export const chosenColumns = createStore(compact({ cols, values }));

/** Chooses a layout's columns and keeps them. */
export function chooseColumns(choice: Choice, columns: Column[] | undefined): void {
  writeStored(KEYS[choice], columns?.join() ?? "");
  chosenColumns.set(compact({ ...chosenColumns.get(), [choice]: columns }));
}
