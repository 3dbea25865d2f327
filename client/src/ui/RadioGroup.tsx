import { useId } from "react";

/** How a group looks: as one control with segments, or as a line of chips, which scrolls if it is too long. */
type RadioGroupLook = "segments" | "chips";

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
      <div className={look}>
        {options.map((option) => (
          <label key={String(option.value)} title={option.title}>
            <input
              type="radio"
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
