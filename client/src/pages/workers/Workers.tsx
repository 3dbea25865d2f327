import { useCallback, useMemo, useRef, useState } from "react";
import type { WorkerState } from "../../../../server/types.ts";
import { useWidth } from "../../browser/useElementWidth.ts";
import type { Stats } from "../../data/api.ts";
import { isNumeric } from "./cells.ts";
import { changeSearch, isFiltered, nextSort } from "./changes.ts";
import type { Column } from "./columns.ts";
import { rowsInOrder, useArrangement } from "./rows/arrangement.ts";
import { positionsOf } from "./rows/positions.ts";
import { appsOf, countStates, matchRows } from "./rows/select.ts";
import { useLines } from "./rows/useLines.ts";
import type { WorkersSearch } from "./search.ts";
import { layoutFor, shownColumns } from "./table/layout.ts";
import { useHold } from "./table/useHold.ts";
import { WorkersTable } from "./table/WorkersTable.tsx";
import { EmptyTable } from "./toolbar/EmptyTable.tsx";
import { HeldHint } from "./toolbar/HeldHint.tsx";
import { StateFilter } from "./toolbar/StateFilter.tsx";
import { Toolbar } from "./toolbar/Toolbar.tsx";
import { Totals } from "./toolbar/Totals.tsx";
import { splitApp } from "./workerId.ts";

/** From this width on, in pixels, the controls have room for their words. */
const ROOM_FOR_WORDS = 700;

interface WorkersProps {
  stats: Stats;
  /** When they came, in ms. */
  at: number;
  search: WorkersSearch;
  selected: string | undefined;
  onSearch(change: (search: WorkersSearch) => WorkersSearch): void;
}

function useRows(stats: Stats, { q, app, state }: WorkersSearch) {
  const { workers } = stats;
  const matched = useMemo(
    () => matchRows(workers, { ...(q ? { q } : {}), ...(app ? { app } : {}) }),
    [workers, q, app],
  );
  const counts = useMemo(() => countStates(matched), [matched]);
  const rows = useMemo(
    () => (state ? matched.filter((row) => row.state === state) : matched),
    [matched, state],
  );
  // Thousands of options are only drawn again when a worker comes or goes.
  const positions = positionsOf(workers);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the apps of the same workers are the same
  const apps = useMemo(() => appsOf(workers), [positions]);
  return { rows, counts, apps };
}

/** The open groups by name, at first that of the selected worker, with their switch. */
function useOpen({ workers }: Stats, selected: string | undefined) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => {
    const row = selected === undefined ? undefined : workers.find(({ id }) => id === selected);
    return new Set(row && [splitApp(row.app)[0]]);
  });
  const toggle = useCallback((name: string) => {
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  }, []);
  return { open, toggle };
}

/** The controls' ways to change the search. */
function useChanges(onSearch: WorkersProps["onSearch"]) {
  return useMemo(() => {
    const change = (what: Parameters<typeof changeSearch>[1]) =>
      onSearch((now) => changeSearch(now, what));
    return {
      onChange: (next: WorkersSearch) => onSearch(() => next),
      onText: (q: string) => change({ q: q || undefined }),
      onState: (state: WorkerState | undefined) => change({ state }),
      onSort: (column: Column) => onSearch((now) => nextSort(now, column, isNumeric(column))),
      clear: () => change({ q: undefined, app: undefined, state: undefined }),
    };
  }, [onSearch]);
}

/** The workers as a table with its controls. */
export function Workers({ stats, at, search, selected, onSearch }: WorkersProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const { rows, counts, apps } = useRows(stats, search);
  const { open, toggle } = useOpen(stats, selected);
  const held = useHold(place);
  const [turn, setTurn] = useState(0);
  const answer = useMemo(() => ({ rows, all: stats.workers, at }), [rows, stats, at]);
  const arrangement = useArrangement({ answer, search, held, turn });
  const lines = useLines(arrangement, search.group === true, open);
  const columns = useMemo(() => shownColumns(width - 2, search), [width, search]);
  const layout = layoutFor(width - 2, search);
  const { onChange, onText, onSort, onState, clear } = useChanges(onSearch);
  return (
    <div className="grid min-w-0 gap-3">
      <Toolbar
        {...{ apps, search, columns, layout, onChange, onText }}
        terse={layout === "wide" && width < ROOM_FOR_WORDS}
        rows={() => rowsInOrder(arrangement)}
      />
      <StateFilter counts={counts} value={search.state} onChange={onState} />
      <div className="flex justify-between gap-4">
        <Totals rows={rows} all={stats.workers} wraps={layout !== "wide"} />
        {search.sort && layout === "wide" && (
          <HeldHint held={held} onSort={() => setTurn(turn + 1)} />
        )}
      </div>
      <div ref={place} data-content tabIndex={-1} className="min-w-0 outline-none">
        {lines.count === 0 ? (
          <EmptyTable filtered={isFiltered(search)} onClear={clear} />
        ) : (
          width > 0 && (
            <WorkersTable
              {...{ lines, columns, width, layout, search, selected, held, onSort }}
              onToggle={toggle}
            />
          )
        )}
      </div>
    </div>
  );
}
