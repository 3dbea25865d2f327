import { useCallback, useMemo, useRef, useState } from "react";
import { usePrinting } from "../../browser/usePrinting.ts";
import { useElementWidth } from "../../browser/widths.ts";
import type { Stats } from "../../data/bodies.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { poll, useStatsPoll } from "../../data/stats/pagePoll.ts";
import { useSelected } from "../../data/store.ts";
import { useWorkersMessages } from "../../i18n/language.ts";
import { isHistory } from "../../insight/counts.ts";
import { rowRates } from "../../insight/rowRates.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ErrorNotice } from "../FeedNotice.tsx";
import { type Column, isNumeric } from "./columns.ts";
import { ENDED } from "./rows/groups.ts";
import { rowsInOrder, toggleKey, useArrangement, useLines } from "./rows/lines.ts";
import { countRows, filterRows, matchRows } from "./rows/selection.ts";
import { changeSearch, isFiltered, nextSort, type WorkersSearch } from "./search.ts";
import { fittingColumns, layoutFor, NAME_ROOM, shownColumns } from "./table/layout.ts";
import { useInteraction } from "./table/useInteraction.ts";
import { WorkersTable } from "./table/WorkersTable.tsx";
import { Filters, Toolbar } from "./toolbar/Toolbar.tsx";
import { OrderHint, Totals } from "./toolbar/Totals.tsx";
import { splitApp } from "./workerId.ts";

/** Minimum width, in px, at which the controls show their text next to their icon. */
const ROOMY_WIDTH = 700;
/** The width of a table on A4 with usual margins, in px. */
const PRINT_WIDTH = 690;

interface WorkersPageProps {
  search: WorkersSearch;
  /** The id of the worker whose details are open. */
  selected: string | undefined;
  onSearch(change: (search: WorkersSearch) => WorkersSearch): void;
}

interface WorkersProps extends WorkersPageProps {
  stats: Stats;
  /** When the stats arrived, in ms. */
  at: number;
}

/** The rows that match the filters and their order, their rates, and the counts of the filters. */
function useRows({ stats, at, search }: WorkersProps, inUse: boolean) {
  const roster = useSelected(poll.store, (state) => state.roster);
  const readings = useSelected(poll.store, (state) => state.readings);
  const { workers } = stats;
  const { q, app, state, trouble } = search;
  const [sortCount, setSortCount] = useState(0);
  const rates = useMemo(() => rowRates(readings, roster.positions), [readings, roster]);
  const { filtered, counts } = useMemo(() => {
    const matched = matchRows(workers, { q, app });
    const rows = filterRows(matched, { state, trouble });
    const filtered = { rows, all: workers, positions: roster.positions, at };
    return { filtered, counts: countRows(matched) };
  }, [workers, roster, at, q, app, state, trouble]);
  return {
    rows: filtered.rows,
    rates,
    apps: roster.apps,
    counts,
    arrangement: useArrangement({ stats: filtered, rates, search, inUse, sortCount }),
    sortAgain: () => setSortCount(sortCount + 1),
  };
}

/** The columns for a width in px, and how they are laid out. On paper there are those that fit. */
function useColumns(width: number, search: WorkersSearch, isPrinting: boolean) {
  const columns = useMemo(
    () =>
      isPrinting
        ? fittingColumns(width - NAME_ROOM, search.sort, search.cols)
        : shownColumns(width - 2, search),
    [isPrinting, width, search],
  );
  return { columns, layout: layoutFor(width - 2, search) };
}

/** The names of the groups that are not in their initial state: that of the selected worker is open. */
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

const NO_FILTERS = { q: undefined, app: undefined, state: undefined, trouble: undefined };

/** The table of workers with its controls. */
function Workers(props: WorkersProps) {
  const { stats, search, selected, onSearch } = props;
  const container = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const elementWidth = useElementWidth(container);
  const width = isPrinting ? PRINT_WIDTH : elementWidth;
  const inUse = useInteraction(container);
  const isOld = useSelected(poll.store, (state) => state.error !== null);
  const { rows, rates, apps, counts, arrangement, sortAgain } = useRows(props, inUse);
  const { toggled, toggle } = useToggledGroups(stats, selected);
  const showsEnded = arrangement.places.rows.length === 0 || search.state === "terminated";
  const lines = useLines(arrangement, search.group === true, toggled, showsEnded);
  const { columns, layout } = useColumns(width, search, isPrinting);
  const isWide = layout === "wide";
  const change = useCallback(
    (what: Parameters<typeof changeSearch>[1]) => onSearch((now) => changeSearch(now, what)),
    [onSearch],
  );
  const onSort = useCallback(
    (column: Column) => onSearch((now) => nextSort(now, column, isNumeric(column))),
    [onSearch],
  );
  const onToggle = useCallback(
    (name: string) => toggle(toggleKey(name, showsEnded)),
    [toggle, showsEnded],
  );
  const look = { columns, width, layout, search, selected, inUse, isPrinting };
  return (
    // On a wide screen the table is as wide as the window.
    <div data-wide className="grid min-w-0 gap-3">
      <Toolbar
        {...{ search, columns, layout, apps, change }}
        iconsOnly={isWide && width < ROOMY_WIDTH}
        getExport={() => ({ rows: rowsInOrder(arrangement), rates })}
      />
      <Filters {...{ counts, search, change }}>
        {isWide && <OrderHint held={inUse} onSort={sortAgain} />}
      </Filters>
      <Totals {...{ rows, rates }} all={stats.workers} wraps={!isWide || isPrinting} />
      <div
        ref={container}
        data-content
        tabIndex={-1}
        className={`min-w-0 [outline:none] ${isOld ? "grayscale" : ""}`}
      >
        {lines.count === 0 ? (
          <NoRows filtered={isFiltered(search)} onClear={() => change(NO_FILTERS)} />
        ) : (
          width > 0 && <WorkersTable {...{ lines, rates, onSort, onToggle, ...look }} />
        )}
      </div>
    </div>
  );
}

/** Why `stats` can't be read, unless the feed's notice says so already. */
function StatsNotice() {
  const error = useSelected(poll.store, (state) => state.error);
  const at = useSelected(poll.store, (state) => state.at);
  const feedError = useSelected(feed.store, (state) => state.connection.error);
  const isPaused = useSelected(feed.store, (state) => state.connection.paused);
  // While paused, an old error means nothing, unless there are no rows: then it is the reason.
  if (error === null || feedError !== null || (isPaused && at !== null)) return null;
  return <ErrorNotice error={error} numbersAt={at} />;
}

/** The Workers page: it polls `stats` while it is mounted. */
export function WorkersPage(props: WorkersPageProps) {
  useStatsPoll();
  const stats = useSelected(poll.store, (state) => state.stats);
  const at = useSelected(poll.store, (state) => state.at);
  const hasFailed = useSelected(poll.store, (state) => state.error !== null);
  return (
    <>
      <StatsNotice />
      {stats && <Workers stats={stats} at={at ?? 0} {...props} />}
      {/* After a failure the notice above says why there are no rows. */}
      {!stats && !hasFailed && <Skeleton />}
    </>
  );
}
