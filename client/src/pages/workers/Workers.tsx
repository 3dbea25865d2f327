import { useCallback, useMemo, useRef, useState } from "react";
import { useElementWidth } from "../../browser/useElementWidth.ts";
import type { Stats } from "../../data/api.ts";
import { poll } from "../../data/stats/instance.ts";
import { useSelected } from "../../data/store.ts";
import { useWorkersMessages } from "../../i18n/language.ts";
import { isHistory } from "../../insight/counts.ts";
import { rowRates } from "../../insight/rowRates.ts";
import { type Column, isNumeric } from "./columns.ts";
import { rowsInOrder, useArrangement } from "./rows/arrangement.ts";
import { ENDED, useLines } from "./rows/lines.ts";
import { countStates, countTroubles, filterRows, matchRows } from "./rows/selection.ts";
import { changeSearch, isFiltered, nextSort, type WorkersSearch } from "./search.ts";
import { fittingColumns, layoutFor, NAME_ROOM, shownColumns } from "./table/layout.ts";
import { useInteraction } from "./table/useInteraction.ts";
import { usePrinting } from "./table/usePrinting.ts";
import { WorkersTable } from "./table/WorkersTable.tsx";
import { StateFilter, Toolbar, TroubleFilter } from "./toolbar/Toolbar.tsx";
import { OrderHint, Totals } from "./toolbar/Totals.tsx";
import { splitApp } from "./workerId.ts";

/** From this width on, in px, the controls show their text beside their icon. */
const ROOMY_WIDTH = 700;
/** The width of a table on A4 with usual margins, in px. */
const PRINT_WIDTH = 690;

interface WorkersProps {
  stats: Stats;
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
    () => filterRows(matched, { ...(state ? { state } : {}), ...(trouble ? { trouble } : {}) }),
    [matched, state, trouble],
  );
  return { rows, counts, troubles };
}

/** The names of the groups that are not as they are at first: that of the selected worker is open. */
function useToggledGroups({ workers }: Stats, selected: string | undefined) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => {
    const row = selected === undefined ? undefined : workers.find(({ id }) => id === selected);
    return new Set(row && [isHistory(row) ? ENDED : splitApp(row.app)[0]]);
  });
  const toggle = useCallback((name: string) => {
    setToggled((now) => {
      const next = new Set(now);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  }, []);
  return { toggled, toggle };
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
export function Workers({ stats, at, search, selected, onSearch }: WorkersProps) {
  const container = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const elementWidth = useElementWidth(container);
  const width = isPrinting ? PRINT_WIDTH : elementWidth;
  const roster = useSelected(poll.store, (state) => state.roster);
  const readings = useSelected(poll.store, (state) => state.readings);
  const rates = useMemo(() => rowRates(readings, roster.positions), [readings, roster]);
  const { rows, counts, troubles } = useFilteredRows(stats, search);
  const { toggled, toggle } = useToggledGroups(stats, selected);
  const inUse = useInteraction(container);
  const [sortCount, setSortCount] = useState(0);
  const filtered = useMemo(
    () => ({ rows, all: stats.workers, positions: roster.positions, at }),
    [rows, stats, roster, at],
  );
  const arrangement = useArrangement({ stats: filtered, rates, search, held: inUse, sortCount });
  const showsEnded = arrangement.places.rows.length === 0 || search.state === "terminated";
  const lines = useLines(arrangement, search.group === true, toggled, showsEnded);
  const columns = useMemo(
    () =>
      isPrinting
        ? fittingColumns(width - NAME_ROOM, search.sort, search.cols)
        : shownColumns(width - 2, search),
    [isPrinting, width, search],
  );
  const layout = layoutFor(width - 2, search);
  const change = useCallback(
    (what: Parameters<typeof changeSearch>[1]) => onSearch((now) => changeSearch(now, what)),
    [onSearch],
  );
  const onText = useCallback((q: string) => change({ q: q || undefined }), [change]);
  const onSort = useCallback(
    (column: Column) => onSearch((now) => nextSort(now, column, isNumeric(column))),
    [onSearch],
  );
  return (
    // On a wide screen the table is as wide as the window.
    <div data-wide className="grid min-w-0 gap-3">
      <Toolbar
        {...{ search, columns, layout, onText }}
        onChange={(next) => onSearch(() => next)}
        apps={roster.apps}
        iconsOnly={layout === "wide" && width < ROOMY_WIDTH}
        getExport={() => ({ rows: rowsInOrder(arrangement), rates })}
      />
      {/* Each on a line of its own: if they wrapped, the table would move when details take room beside it. */}
      <div className="grid min-w-0 gap-2 print:hidden">
        <StateFilter counts={counts} value={search.state} onChange={(state) => change({ state })} />
        <div className="flex min-w-0 items-center justify-between gap-4">
          <TroubleFilter
            counts={troubles}
            value={search.trouble}
            onChange={(trouble) => change({ trouble })}
          />
          {layout === "wide" && (
            <OrderHint held={inUse} onSort={() => setSortCount(sortCount + 1)} />
          )}
        </div>
      </div>
      <Totals {...{ rows, rates }} all={stats.workers} wraps={layout !== "wide" || isPrinting} />
      <div ref={container} data-content tabIndex={-1} className="min-w-0 outline-none">
        {lines.count === 0 ? (
          <NoRows
            filtered={isFiltered(search)}
            onClear={() =>
              change({ q: undefined, app: undefined, state: undefined, trouble: undefined })
            }
          />
        ) : (
          width > 0 && (
            <WorkersTable
              {...{
                lines,
                rates,
                columns,
                width,
                layout,
                search,
                selected,
                inUse,
                isPrinting,
                onSort,
              }}
              onToggle={toggle}
            />
          )
        )}
      </div>
    </div>
  );
}
