import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Select } from "../../../ui/Select.tsx";
import { isNumeric } from "../cells.ts";
import { changeSearch, nextSort } from "../changes.ts";
import { COLUMNS } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";

interface SortSelectProps {
  search: WorkersSearch;
  onChange(search: WorkersSearch): void;
}

/** Sorting on a phone, where most columns have no head of their own. */
export function SortSelect({ search, onChange }: SortSelectProps) {
  const t = useWorkersMessages();
  const { sort, desc } = search;
  const Icon = desc ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  const choose = (value: string) => {
    const column = COLUMNS.find((each) => each === value);
    const bare = changeSearch(search, { sort: undefined, desc: undefined });
    onChange(column ? nextSort(bare, column, isNumeric(column)) : bare);
  };
  return (
    <div className="flex gap-1">
      <Select
        label={t.workers.sortBy}
        value={sort ?? ""}
        onChange={choose}
        options={[
          { value: "", text: `${t.workers.sortBy}…` },
          ...COLUMNS.map((column) => ({ value: column, text: t.workers.column[column] })),
        ]}
      />
      {sort && (
        <button
          type="button"
          className="control"
          aria-label={desc ? t.workers.descending : t.workers.ascending}
          onClick={() => onChange(changeSearch(search, { desc: desc ? undefined : true }))}
        >
          <Icon aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
