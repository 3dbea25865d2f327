import { useId } from "react";

interface SegmentedProps<T extends string | number> {
  label: string;
  value: T;
  options: readonly { value: T; text: string; name?: string }[];
  onChange(value: T): void;
}

/** A choice among a few, as a row of radio buttons that look like one control. */
export function Segmented<T extends string | number>(props: SegmentedProps<T>) {
  const { label, value, options, onChange } = props;
  const group = useId();
  return (
    <fieldset className="inline-flex h-8 items-stretch rounded-md border border-input bg-card p-0.5 shadow-xs">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex cursor-pointer items-center rounded px-2 text-xs font-medium text-muted-foreground hover:text-foreground has-checked:bg-primary-soft has-checked:text-primary-text has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            className="absolute inset-0 cursor-pointer opacity-0"
            name={group}
            aria-label={option.name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span aria-hidden={option.name !== undefined}>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
