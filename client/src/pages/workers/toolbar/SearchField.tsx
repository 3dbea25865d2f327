import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkersMessages } from "../../../i18n/language.ts";

interface SearchFieldProps {
  value: string;
  onChange(value: string): void;
}

/** The text filter; it is taken over when typing rests, so that typing stays quick. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const t = useWorkersMessages();
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // Changed from outside, as by "clear the filters" or the address.
    setSeen(value);
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
      <Search
        aria-hidden
        className="pointer-events-none absolute left-2.5 size-3.5 text-muted-foreground"
      />
      <input
        type="search"
        value={typed}
        placeholder={t.workers.searchHint}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || typed === "") return;
          // It clears the text and closes nothing.
          event.preventDefault();
          event.stopPropagation();
          setTyped("");
        }}
        className="h-8 w-full rounded-md border border-input bg-card pr-2 pl-8 text-[0.8125rem] shadow-xs placeholder:text-muted-foreground"
      />
    </label>
  );
}
