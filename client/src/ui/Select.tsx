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

/** A native choice among many, named for screen readers. */
export function Select({ label, value, options, onChange, className = "" }: SelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`h-8 min-w-0 rounded-md border border-input bg-card px-2 text-[0.8125rem] font-medium shadow-xs ${className}`}
    >
      <Options options={options} />
    </select>
  );
}
