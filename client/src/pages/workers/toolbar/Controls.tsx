import { Rows3 } from "lucide-react";
import { useMemo, useState } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { visible } from "../../../format/visible.ts";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Select } from "../../../ui/Select.tsx";
import { changeSearch } from "../changes.ts";
import { chooseColumns } from "../chosenColumns.ts";
import type { Column } from "../columns.ts";
import type { WorkersSearch } from "../search.ts";
import type { Layout } from "../table/layout.ts";
import { ColumnsMenu } from "./ColumnsMenu.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { SortSelect } from "./SortSelect.tsx";

/** What the controls show and change. */
export interface ControlsProps {
  apps: readonly string[];
  search: WorkersSearch;
  columns: readonly Column[];
  layout: Layout;
  /** Whether there is no room for words beside the icons, which are then names alone. */
  terse: boolean;
  rows(): readonly WorkerRow[];
  onChange(search: WorkersSearch): void;
}

/** With more apps than this, they are only in the page while the choice may be opened. */
const MANY = 500;
const NONE: readonly string[] = [];

function AppSelect({ apps, search, onChange }: ControlsProps) {
  const t = useWorkersMessages();
  const { app } = search;
  const [wanted, setWanted] = useState(false);
  const some = wanted || apps.length <= MANY ? apps : NONE;
  const options = useMemo(() => {
    const known = app && !some.includes(app) ? [app, ...some] : some;
    const all = { value: "", text: t.workers.allApps };
    return [all, ...known.map((name) => ({ value: name, text: visible(name) }))];
  }, [some, app, t]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears of what is done with the choice within
    <span
      className="contents"
      onPointerOver={() => setWanted(true)}
      onFocus={() => setWanted(true)}
      onBlur={() => setWanted(false)}
    >
      <Select
        label={t.workers.app}
        // As wide as this and not as its longest option, for which all would be measured.
        className="w-40"
        value={app ?? ""}
        onChange={(next) => onChange(changeSearch(search, { app: next || undefined }))}
        options={options}
      />
    </span>
  );
}

function GroupButton({ search, terse, onChange }: ControlsProps) {
  const t = useWorkersMessages();
  return (
    <button
      type="button"
      className="control relative aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-text"
      aria-pressed={search.group === true}
      title={t.workers.group}
      onClick={() => onChange(changeSearch(search, { group: search.group ? undefined : true }))}
    >
      <Rows3 aria-hidden className="size-3.5" />
      <span className={terse ? "sr-only" : ""}>{t.workers.group}</span>
    </button>
  );
}

/** The table's controls beside its search. */
export function Controls(props: ControlsProps) {
  const { search, columns, layout, terse, rows, onChange } = props;
  return (
    <>
      <AppSelect {...props} />
      {layout !== "wide" && <SortSelect search={search} onChange={onChange} />}
      <GroupButton {...props} />
      <ColumnsMenu
        shown={columns}
        terse={terse}
        onChange={(chosen) => {
          const choice = layout === "wide" ? "cols" : "values";
          chooseColumns(choice, chosen);
          onChange(changeSearch(search, { [choice]: chosen }));
        }}
      />
      <ExportMenu {...{ rows, columns, terse }} grouped={search.group === true} />
    </>
  );
}
