import type { WorkerState } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Trouble } from "../../../insight/workersLink.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { RadioGroup } from "../../../ui/RadioGroup.tsx";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { STATES, TROUBLES } from "../search.ts";
import { TROUBLE_ICONS } from "../table/labels.tsx";

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
export function TroubleFilter({ counts, value, onChange }: FilterProps<Trouble>) {
  const { workers } = useWorkersMessages();
  const { count } = useFormat();
  return (
    <fieldset className="shrink-0">
      <legend className="sr-only">{workers.trouble}</legend>
      <div className="flex gap-1.5">
        {TROUBLES.map((trouble) => (
          <button
            key={trouble}
            type="button"
            aria-pressed={value === trouble}
            className={`control h-7 rounded-full px-2.5 text-xs aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-text ${counts[trouble] > 0 ? "" : "text-muted-foreground"}`}
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
