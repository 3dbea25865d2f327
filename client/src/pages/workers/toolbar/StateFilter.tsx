import { useId } from "react";
import type { WorkerState } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { STATES } from "../search.ts";

interface StateFilterProps {
  counts: Record<WorkerState, number>;
  value: WorkerState | undefined;
  onChange(state: WorkerState | undefined): void;
}

/** The states with their counts; one of them can be chosen. */
export function StateFilter({ counts, value, onChange }: StateFilterProps) {
  const t = useWorkersMessages();
  const { count } = useFormat();
  const group = useId();
  const all = STATES.reduce((sum, state) => sum + counts[state], 0);
  const options = [
    { state: undefined, text: t.workers.allStates, number: all },
    ...STATES.map((state) => ({ state, text: t.workers.states[state], number: counts[state] })),
  ];
  return (
    <fieldset className="-m-1 min-w-0">
      <legend className="sr-only">{t.workers.state}</legend>
      {/* One line, which scrolls where it is too long; with room around for the mark of the focus. */}
      <div className="flex gap-1.5 overflow-x-auto p-1 [scrollbar-width:none]">
        {options.map(({ state, text, number }) => (
          <label
            key={text}
            title={state && t.workers.stateHint[state]}
            className="relative inline-flex h-7 shrink-0 cursor-pointer items-center gap-1.5 rounded-full border bg-card px-2.5 text-xs font-medium hover:bg-muted has-checked:border-primary has-checked:bg-primary-soft has-checked:text-primary-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name={group}
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={value === state}
              onChange={() => onChange(state)}
            />
            {text} <span className="tabular-nums">{count(number)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
