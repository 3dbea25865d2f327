import { readStored, writeStored } from "../state/storage.ts";
import { createStore } from "../state/store.ts";
import type { Column } from "./columns.ts";
import { readWorkersSearch } from "./search.ts";

const KEY = "buntime-metrics:columns";

/** The columns that the user chose last; `undefined`: as many as fit. */
export const chosenColumns = createStore(readWorkersSearch({ cols: readStored(KEY) }).cols);

/** Chooses columns and keeps them. */
export function chooseColumns(columns: Column[] | undefined): void {
  writeStored(KEY, columns?.join() ?? "");
  chosenColumns.set(columns);
}
