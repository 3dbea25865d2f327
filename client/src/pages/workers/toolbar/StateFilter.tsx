import type { WorkerState } from "../../../../../server/types.ts";
import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { RadioGroup } from "../../../ui/RadioGroup.tsx";
import { STATES } from "../search.ts";

interface StateFilterProps {
  counts: Record<WorkerState, number>;
  value: WorkerState | undefined;
  onChange(state: WorkerState | undefined): void;
}

/** The states with the number of rows in each; one of them can be chosen. */
export function StateFilter({ counts, value, onChange }: StateFilterProps) {
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
