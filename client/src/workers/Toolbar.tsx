import { Rows3 } from "lucide-react";
import { useMemo } from "react";
import type { WorkerRow } from "../../../server/types.ts";
import { Select } from "../components/Select.tsx";
import { visible } from "../format/visible.ts";
import { useWorkersMessages } from "../i18n/locale.ts";
import { ColumnsMenu } from "./ColumnsMenu.tsx";
import { changeSearch } from "./changes.ts";
import { chooseColumns } from "./chosenColumns.ts";
import type { Column } from "./columns.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import type { Layout } from "./layout.ts";
import { SearchField } from "./SearchField.tsx";
import { SortSelect } from "./SortSelect.tsx";
import type { WorkersSearch } from "./search.ts";

interface ToolbarProps {
  apps: readonly string[];
  search: WorkersSearch;
  columns: readonly Column[];
  layout: Layout;
  rows(): readonly WorkerRow[];
  onChange(search: WorkersSearch): void;
  onText(text: string): void;
}

function GroupButton({ search, onChange }: Pick<ToolbarProps, "search" | "onChange">) {
  const t = useWorkersMessages();
  return (
    <button
      type="button"
      className="control aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-text"
      aria-pressed={search.group === true}
      onClick={() => onChange(changeSearch(search, { group: search.group ? undefined : true }))}
    >
      <Rows3 aria-hidden className="size-3.5" />
      {t.workers.group}
    </button>
  );
}

/** The table's controls. */
export function Toolbar(props: ToolbarProps) {
  const { apps, search, columns, layout, rows, onChange, onText } = props;
  const t = useWorkersMessages();
  const { app } = search;
  const options = useMemo(() => {
    const known = app && !apps.includes(app) ? [app, ...apps] : apps;
    const all = { value: "", text: t.workers.allApps };
    return [all, ...known.map((name) => ({ value: name, text: visible(name) }))];
  }, [apps, app, t]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField value={search.q ?? ""} onChange={onText} />
      <Select
        label={t.workers.app}
        className="max-w-44"
        value={search.app ?? ""}
        onChange={(app) => onChange(changeSearch(search, { app: app || undefined }))}
        options={options}
      />
      {layout !== "wide" && <SortSelect search={search} onChange={onChange} />}
      <GroupButton search={search} onChange={onChange} />
      <ColumnsMenu
        shown={columns}
        onChange={(cols) => {
          chooseColumns(cols);
          onChange(changeSearch(search, { cols }));
        }}
      />
      <ExportMenu rows={rows} columns={columns} />
    </div>
  );
}
