import { useMemo, useRef } from "react";
import type { WorkerRow } from "../../../server/types.ts";
import { type Arranged, arrange } from "./arrange.ts";
import { flatLines, type Group, groupLines, groupRows, type Line } from "./lines.ts";
import type { WorkersSearch } from "./search.ts";
import { sortRows } from "./select.ts";

const NONE: ReadonlySet<string> = new Set();
const rowKey = (row: WorkerRow) => row.id;
const groupKey = (group: Group) => group.app;

/** The items in their new order, or, while held under the same search, in the order of before. */
function useArranged<T>(
  now: readonly T[],
  keyOf: (item: T) => string,
  held: boolean,
  orderedBy: string,
): Arranged<T> {
  const last = useRef<{ items: readonly T[]; orderedBy: string }>({ items: [], orderedBy: "" });
  const result = useMemo(() => {
    const hold = held && last.current.orderedBy === orderedBy;
    return hold ? arrange(last.current.items, now, keyOf) : { items: now, gone: NONE };
  }, [now, keyOf, held, orderedBy]);
  last.current = { items: result.items, orderedBy };
  return result;
}

/** The table's lines: sorted, held while somebody points at them, grouped on demand. */
export function useLines(
  rows: readonly WorkerRow[],
  search: WorkersSearch,
  open: ReadonlySet<string>,
  held: boolean,
): readonly Line[] {
  const { sort, desc, group } = search;
  const order = useMemo(() => (sort ? { sort, ...(desc ? { desc } : {}) } : {}), [sort, desc]);
  const orderedBy = JSON.stringify(search);
  const sorted = useMemo(() => sortRows(rows, order), [rows, order]);
  const workers = useArranged(sorted, rowKey, held, orderedBy);
  const groups = useMemo(
    () => (group ? groupRows(workers.items, order) : []),
    [group, workers.items, order],
  );
  const arranged = useArranged(groups, groupKey, held, orderedBy);
  return useMemo(() => {
    if (!group) return flatLines(workers.items, workers.gone);
    return groupLines(arranged.items, open, workers.gone);
  }, [group, workers, arranged, open]);
}
