import { type ReactNode, useMemo, useState } from "react";
import { visibleApp } from "../../../format/visible.ts";
import { loadTexts, useWorkersMessages } from "../../../i18n/language.ts";
import { Icon, type IconNode } from "../../../ui/Icon.tsx";
import { Columns3, Download, Rows3 } from "../../../ui/icons.ts";
import { LazyBoundary, lazyPart } from "../../../ui/lazyPart.tsx";
import { Select } from "../../../ui/Select.tsx";
import { type Column, chooseColumns } from "../columns.ts";
import type { changeSearch, WorkersSearch } from "../search.ts";
import type { Layout } from "../table/layout.ts";
import type { Exported } from "./menus.tsx";

/** What the menus contain, and what opens them. */
export const loadMenus = async () => {
  const [menus] = await Promise.all([import("./menus.tsx"), loadTexts("details")]);
  return menus;
};
const ColumnsMenu = lazyPart(async () => (await loadMenus()).ColumnsMenu);
const ExportMenu = lazyPart(async () => (await loadMenus()).ExportMenu);
const SortSelect = lazyPart(async () => (await loadMenus()).SortSelect);

function preload(): void {
  loadMenus().catch(() => {});
}

/** For a button that needs the menus: they are requested when it is pointed at. */
export const preloading = { onPointerEnter: preload, onFocus: preload };

export interface ControlsProps {
  apps: readonly string[];
  search: WorkersSearch;
  columns: readonly Column[];
  layout: Layout;
  /** Whether the controls' texts are only for screen readers. */
  iconsOnly: boolean;
  getExport(): Exported;
  /** Changes some of the search's parameters; `undefined` removes one. */
  change(what: Parameters<typeof changeSearch>[1]): void;
}

/** With more apps than this, their options are only rendered while the select may be opened. */
const MANY_APPS = 500;
const NO_APPS: readonly string[] = [];

function AppSelect({ apps, search, change }: ControlsProps) {
  const t = useWorkersMessages();
  const { app } = search;
  const [isNeeded, setIsNeeded] = useState(false);
  const some = isNeeded || apps.length <= MANY_APPS ? apps : NO_APPS;
  const options = useMemo(() => {
    const known = app && !some.includes(app) ? [app, ...some] : some;
    const all = { value: "", text: t.workers.allApps };
    return [all, ...known.map((name) => ({ value: name, text: visibleApp(name) }))];
  }, [some, app, t]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the select within
    <span
      className="contents"
      onPointerOver={() => setIsNeeded(true)}
      onFocus={() => setIsNeeded(true)}
      onBlur={() => setIsNeeded(false)}
    >
      <Select
        label={t.workers.app}
        // A fixed width: otherwise the browser measures all options.
        className="w-40"
        value={app ?? ""}
        onChange={(next) => change({ app: next || undefined })}
        options={options}
      />
    </span>
  );
}

function GroupButton({ search, iconsOnly, change }: ControlsProps) {
  const t = useWorkersMessages();
  return (
    <button
      type="button"
      className="control relative"
      aria-pressed={search.group === true}
      title={t.workers.group}
      onClick={() => change({ group: search.group ? undefined : true })}
    >
      <Icon node={Rows3} className="size-3.5" />
      <span className={iconsOnly ? "sr-only" : ""}>{t.workers.group}</span>
    </button>
  );
}

interface MenuProps {
  icon: IconNode;
  text: string;
  iconsOnly: boolean;
  /** The icon of the button that was pressed last before the menus were loaded. */
  pressed: IconNode | undefined;
  onPress(icon: IconNode): void;
  /** The menu with its button. */
  children(button: ReactNode, opensAtOnce: boolean): ReactNode;
}

/** A menu's button; menus are loaded when one of them is pressed first, and the one pressed last opens. */
function Menu({ icon, text, iconsOnly, pressed, onPress, children }: MenuProps) {
  const content = (
    <>
      <Icon node={icon} className="size-3.5" />
      <span className={iconsOnly ? "sr-only" : ""}>{text}</span>
    </>
  );
  const button = (
    <button
      type="button"
      className="control"
      {...preloading}
      aria-expanded={false}
      onClick={() => onPress(icon)}
    >
      {content}
    </button>
  );
  if (pressed === undefined) return button;
  return <LazyBoundary fallback={button}>{children(content, pressed === icon)}</LazyBoundary>;
}

/** The table's controls beside its search. */
export function Controls(props: ControlsProps) {
  const { search, columns, layout, iconsOnly, getExport, change } = props;
  const t = useWorkersMessages();
  const [pressed, onPress] = useState<IconNode>();
  const menu = { iconsOnly, pressed, onPress };
  const onColumns = (chosen: Column[] | undefined) => {
    const parameter = layout === "wide" ? "cols" : "values";
    chooseColumns(parameter, chosen);
    change({ [parameter]: chosen });
  };
  return (
    <>
      <AppSelect {...props} />
      {layout !== "wide" && (
        <LazyBoundary fallback={<span className="field w-36" />}>
          <SortSelect search={search} change={change} />
        </LazyBoundary>
      )}
      <GroupButton {...props} />
      <Menu {...menu} icon={Columns3} text={t.workers.columns}>
        {(button, opensAtOnce) => (
          <ColumnsMenu {...{ button, opensAtOnce }} shown={columns} onChange={onColumns} />
        )}
      </Menu>
      <Menu {...menu} icon={Download} text={t.workers.export}>
        {(button, opensAtOnce) => (
          <ExportMenu
            {...{ button, opensAtOnce, getExport, columns }}
            grouped={search.group === true}
          />
        )}
      </Menu>
    </>
  );
}
