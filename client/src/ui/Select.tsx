import { memo } from "react";

interface SelectProps {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChange(value: string): void;
  className?: string;
}

type Option = SelectProps["options"][number];

const Options = memo(function Options({ options }: { options: readonly Option[] }) {
  return options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.text}
    </option>
  ));
});

/** A native select, named for screen readers. */
export function Select({ label, value, options, onChange, className = "" }: SelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`field min-w-0 px-2 font-medium ${className}`}
    >
      <Options options={options} />
    </select>
  );
}
