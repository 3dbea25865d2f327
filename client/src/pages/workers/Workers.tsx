import { useCallback, useMemo, useRef, useState } from "react";
import type { WorkerState } from "../../../../server/types.ts";
import { useElementWidth } from "../../browser/useElementWidth.ts";
import type { Stats } from "../../data/api.ts";
import type { Roster } from "../../data/stats/roster.ts";
import { useWorkersMessages } from "../../i18n/language.ts";
import type { Trouble } from "../../insight/workersLink.ts";
import { type Column, isNumeric } from "./columns.ts";
import { rowsInOrder, useArrangement } from "./rows/arrangement.ts";
import { useLines } from "./rows/lines.ts";
import { countStates, countTroubles, isInTrouble, matchRows } from "./rows/selection.ts";
import { changeSearch, isFiltered, nextSort, type WorkersSearch } from "./search.ts";
import { layoutFor, shownColumns } from "./table/layout.ts";
import { useInteraction } from "./table/useInteraction.ts";
import { WorkersTable } from "./table/WorkersTable.tsx";
import { OrderHint } from "./toolbar/OrderHint.tsx";
import { StateFilter } from "./toolbar/StateFilter.tsx";
import { Toolbar } from "./toolbar/Toolbar.tsx";
import { Totals } from "./toolbar/Totals.tsx";
import { TroubleFilter } from "./toolbar/TroubleFilter.tsx";
import { splitApp } from "./workerId.ts";

/** From this width on, in px, the controls show their text beside their icon. */
const ROOMY_WIDTH = 700;

interface WorkersProps {
  stats: Stats;
  roster: Roster;
  /** When the stats arrived, in ms. */
  at: number;
  search: WorkersSearch;
  /** The id of the worker whose details are open. */
  selected: string | undefined;
  onSearch(change: (search: WorkersSearch) => WorkersSearch): void;
}

/** The rows that match the filters, and how many there are of each state and trouble without their filter. */
function useFilteredRows({ workers }: Stats, { q, app, state, trouble }: WorkersSearch) {
  const matched = useMemo(
    () => matchRows(workers, { ...(q ? { q } : {}), ...(app ? { app } : {}) }),
    [workers, q, app],
  );
  const counts = useMemo(() => countStates(matched), [matched]);
  const troubles = useMemo(() => countTroubles(matched), [matched]);
  const rows = useMemo(
    () =>
      state === undefined && trouble === undefined
        ? matched
        : matched.filter(
            (row) =>
              (state === undefined || row.state === state) &&
              (trouble === undefined || isInTrouble(row, trouble)),
          ),
    [matched, state, trouble],
  );
  return { rows, counts, troubles };
}

/** The names of the open groups, at first that of the selected worker. */
function useOpenGroups({ workers }: Stats, selected: string | undefined) {
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

/** The changes of the search that the controls make. */
function useSearchChanges(onSearch: WorkersProps["onSearch"]) {
  return useMemo(() => {
    const change = (what: Parameters<typeof changeSearch>[1]) =>
      onSearch((now) => changeSearch(now, what));
    return {
      onChange: (next: WorkersSearch) => onSearch(() => next),
      onText: (q: string) => change({ q: q || undefined }),
      onState: (state: WorkerState | undefined) => change({ state }),
      onTrouble: (trouble: Trouble | undefined) => change({ trouble }),
      onSort: (column: Column) => onSearch((now) => nextSort(now, column, isNumeric(column))),
      clear: () => change({ q: undefined, app: undefined, state: undefined, trouble: undefined }),
    };
  }, [onSearch]);
}

/** In the table's place if there are no rows. */
function NoRows({ filtered, onClear }: { filtered: boolean; onClear(): void }) {
  const t = useWorkersMessages();
  return (
    <div className="card px-4 py-12 text-center" data-testid="empty">
      <p className="font-semibold">{filtered ? t.workers.noMatch : t.workers.none}</p>
      {filtered ? (
        <button type="button" className="control mt-3" onClick={onClear}>
          {t.workers.clear}
        </button>
      ) : (
        <p className="text-muted-foreground">{t.workers.noneHint}</p>
      )}
    </div>
  );
}

/** The table of workers with its controls. */
export function Workers({ stats, roster, at, search, selected, onSearch }: WorkersProps) {
  const container = useRef<HTMLDivElement>(null);
  const width = useElementWidth(container);
  const { rows, counts, troubles } = useFilteredRows(stats, search);
  const { open, toggle } = useOpenGroups(stats, selected);
  const inUse = useInteraction(container);
  const [sortCount, setSortCount] = useState(0);
  const filtered = useMemo(
    () => ({ rows, all: stats.workers, positions: roster.positions, at }),
    [rows, stats, roster, at],
  );
  const arrangement = useArrangement({ stats: filtered, search, held: inUse, sortCount });
  const lines = useLines(arrangement, search.group === true, open);
  const columns = useMemo(() => shownColumns(width - 2, search), [width, search]);
  const layout = layoutFor(width - 2, search);
  const { onChange, onText, onSort, onState, onTrouble, clear } = useSearchChanges(onSearch);
  return (
    <div className="grid min-w-0 gap-3">
      <Toolbar
        {...{ search, columns, layout, onChange, onText }}
        apps={roster.apps}
        iconsOnly={layout === "wide" && width < ROOMY_WIDTH}
        getRows={() => rowsInOrder(arrangement)}
      />
      {/* Each on a line of its own: if they wrapped, the table would move when details take room beside it. */}
      <div className="grid min-w-0 gap-2">
        <StateFilter counts={counts} value={search.state} onChange={onState} />
        <TroubleFilter counts={troubles} value={search.trouble} onChange={onTrouble} />
      </div>
      <div className="flex justify-between gap-4">
        <Totals rows={rows} all={stats.workers} wraps={layout !== "wide"} />
        {search.sort && layout === "wide" && (
          <OrderHint held={inUse} onSort={() => setSortCount(sortCount + 1)} />
        )}
      </div>
      <div ref={container} data-content tabIndex={-1} className="min-w-0 outline-none">
        {lines.count === 0 ? (
          <NoRows filtered={isFiltered(search)} onClear={clear} />
        ) : (
          width > 0 && (
            <WorkersTable
              {...{ lines, columns, width, layout, search, selected, inUse, onSort }}
              onToggle={toggle}
            />
          )
        )}
      </div>
    </div>
  );
}
