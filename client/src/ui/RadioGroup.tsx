import { useId } from "react";

/** How a group looks: as one control with segments, or as a line of chips, which scrolls if it is too long. */
type RadioGroupLook = "segments" | "chips";

const GROUPS: Record<RadioGroupLook, string> = {
  segments: "inline-flex h-8 items-stretch rounded-md border border-input bg-card p-0.5",
  // With room around the chips for the focus ring.
  chips: "-m-1 flex gap-1.5 overflow-x-auto p-1 [scrollbar-width:none]",
};

const OPTIONS: Record<RadioGroupLook, string> = {
  segments: "rounded px-2 text-muted-foreground hover:text-foreground",
  chips:
    "h-7 shrink-0 gap-1.5 rounded-full border bg-card px-2.5 hover:bg-muted has-checked:border-primary has-focus-visible:outline-offset-2",
};

interface RadioGroupProps<T> {
  label: string;
  look?: RadioGroupLook;
  value: T;
  options: readonly {
    value: T;
    text: string;
    /** The option's name for screen readers, if the text is too short. */
    name?: string;
    title?: string | undefined;
    /** A number behind the text, already formatted. */
    count?: string;
  }[];
  onChange(value: T): void;
}

/** A choice among a few. */
export function RadioGroup<T extends string | number | undefined>(props: RadioGroupProps<T>) {
  const { label, look = "segments", value, options, onChange } = props;
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{label}</legend>
      <div className={GROUPS[look]}>
        {options.map((option) => (
          <label
            key={String(option.value)}
            title={option.title}
            className={`relative inline-flex cursor-pointer items-center text-xs font-medium has-checked:bg-primary-soft has-checked:text-primary-text has-focus-visible:outline-2 has-focus-visible:outline-ring ${OPTIONS[look]}`}
          >
            <input
              type="radio"
              className="absolute inset-0 cursor-pointer opacity-0"
              name={name}
              aria-label={option.name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span aria-hidden={option.name !== undefined}>{option.text}</span>{" "}
            {option.count !== undefined && (
              <span className="min-w-[2ch] tabular-nums">{option.count}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
