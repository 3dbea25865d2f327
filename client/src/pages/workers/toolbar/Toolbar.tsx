import { type ReactNode, useCallback, useEffect, useId, useState } from "react";
import type { WorkerState } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Trouble } from "../../../insight/workersLink.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Search, SlidersHorizontal } from "../../../ui/icons.ts";
import { RadioGroup } from "../../../ui/RadioGroup.tsx";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import type { FilterCounts } from "../rows/selection.ts";
import { STATES, TROUBLES, type WorkersSearch } from "../search.ts";
import { TROUBLE_ICONS } from "../table/labels.tsx";
import { Controls, type ControlsProps, preloading } from "./Controls.tsx";
import { Keys } from "./Keys.tsx";

/** The table's search and controls: in one line if there is room, otherwise behind a button. */
export function Toolbar(props: ControlsProps) {
  const t = useWorkersMessages();
  // A filter that is set is not hidden.
  const [open, setOpen] = useState(props.search.app !== undefined);
  const id = useId();
  const { change } = props;
  const onText = useCallback((q: string) => change({ q: q || undefined }), [change]);
  const isWide = props.layout === "wide";
  return (
    <div className={`print:hidden ${isWide ? "" : "grid gap-2"}`}>
      <div className="flex items-center gap-2">
        <SearchField value={props.search.q ?? ""} onChange={onText} />
        {isWide ? (
          <Controls {...props} />
        ) : (
          <button
            type="button"
            className="control shrink-0"
            {...preloading}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            <Icon node={SlidersHorizontal} className="size-3.5" />
            {t.workers.options}
          </button>
        )}
        <Keys />
      </div>
      {!isWide && open && (
        <div id={id} className="flex flex-wrap items-center gap-2">
          <Controls {...props} />
        </div>
      )}
    </div>
  );
}

interface SearchFieldProps {
  value: string;
  onChange(value: string): void;
}

/** The text filter; it is applied when typing pauses, so that typing stays smooth. */
function SearchField({ value, onChange }: SearchFieldProps) {
  const t = useWorkersMessages();
  const [typed, setTyped] = useState(value);
  const [applied, setApplied] = useState(value);
  if (value !== applied) {
    // Changed from outside, by "clear filters" or the address.
    setApplied(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), 150);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <label className="relative flex min-w-0 flex-1 basis-44 items-center sm:max-w-72">
      <span className="sr-only">{t.workers.search}</span>
      <Icon
        node={Search}
        className="pointer-events-none absolute left-2.5 size-3.5 text-muted-foreground"
      />
      <input
        type="search"
        value={typed}
        placeholder={t.workers.searchHint}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || typed === "") return;
          // It clears the text, and closes nothing around it.
          event.preventDefault();
          event.stopPropagation();
          setTyped("");
        }}
        className="field w-full pr-2 pl-8"
      />
    </label>
  );
}

interface FilterProps<T extends string> {
  /** The number of rows of each. */
  counts: Record<T, number>;
  value: T | undefined;
  onChange(value: T | undefined): void;
}

/** The states with the number of rows in each; one of them can be chosen. */
export function StateFilter({ counts, value, onChange }: FilterProps<WorkerState>) {
  const t = useWorkersMessages();
  const { count } = useFormat();
  const all = STATES.reduce((sum, state) => sum + counts[state], 0);
  const options = [
    { value: undefined, text: t.workers.allStates, count: count(all) },
    ...STATES.map((state) => ({
      value: state,
      text: t.workers.states[state],
      title: t.workers.stateHint[state],
      count: count(counts[state]),
    })),
  ];
  return (
    <RadioGroup
      look="chips"
      label={t.workers.state}
      value={value}
      options={options}
      onChange={onChange}
    />
  );
}

/** The reasons for which rows need attention, with the number of rows; one of them can be chosen. */
function TroubleFilter({ counts, value, onChange }: FilterProps<Trouble>) {
  const { workers } = useWorkersMessages();
  const { count } = useFormat();
  return (
    <fieldset className="max-w-full shrink-0">
      <legend className="sr-only">{workers.trouble}</legend>
      <div className="flex flex-wrap gap-1.5">
        {TROUBLES.map((trouble) => (
          <button
            key={trouble}
            type="button"
            aria-pressed={value === trouble}
            className={`control h-7 rounded-full px-2.5 text-xs ${counts[trouble] > 0 || value === trouble ? "" : "text-muted-foreground"}`}
            onClick={() => onChange(value === trouble ? undefined : trouble)}
          >
            <Icon
              node={TROUBLE_ICONS[trouble]}
              className={`size-3.5 ${counts[trouble] > 0 ? "text-bad-text" : ""}`}
            />
            {workers.troubles[trouble]}
            <SrSeparator />
            <span className="tabular-nums">{count(counts[trouble])}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

interface FiltersProps {
  /** The number of rows of each state and trouble, without their filter. */
  counts: FilterCounts;
  search: WorkersSearch;
  change: ControlsProps["change"];
  /** Shown beside them. */
  children: ReactNode;
}

/**
 * The filters by state and by trouble, each on its own line: if they wrapped, the table would move
 * when details take room beside it.
 */
export function Filters({ counts, search, change, children }: FiltersProps) {
  return (
    <div className="grid min-w-0 gap-2 print:hidden">
      <StateFilter counts={counts} value={search.state} onChange={(state) => change({ state })} />
      <div className="flex min-w-0 items-center justify-between gap-4">
        <TroubleFilter
          counts={counts}
          value={search.trouble}
          onChange={(trouble) => change({ trouble })}
        />
        {children}
      </div>
    </div>
  );
}
