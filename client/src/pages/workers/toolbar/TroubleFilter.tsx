import { useFormat } from "../../../format/useFormat.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Trouble } from "../../../insight/workersLink.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Ban, OctagonX, TriangleAlert } from "../../../ui/icons.ts";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { TROUBLES } from "../search.ts";

const ICONS = { failed: OctagonX, blocked: Ban, errors: TriangleAlert };

interface TroubleFilterProps {
  counts: Record<Trouble, number>;
  value: Trouble | undefined;
  onChange(trouble: Trouble | undefined): void;
}

/** The reasons for which rows need attention, with the number of rows; one of them can be chosen. */
export function TroubleFilter({ counts, value, onChange }: TroubleFilterProps) {
  const { workers } = useWorkersMessages();
  const { count } = useFormat();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{workers.trouble}</legend>
      <div className="flex gap-1.5">
        {TROUBLES.map((trouble) => (
          <button
            key={trouble}
            type="button"
            aria-pressed={value === trouble}
            className={`control h-7 rounded-full px-2.5 text-xs shadow-none aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-text ${counts[trouble] > 0 ? "" : "text-muted-foreground"}`}
            onClick={() => onChange(value === trouble ? undefined : trouble)}
          >
            <Icon
              node={ICONS[trouble]}
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
