import { Fragment, type ReactNode } from "react";
import type { WorkerRow } from "../../../../../server/types.ts";
import { useDetailsMessages, useWorkersMessages } from "../../../i18n/language.ts";
import type { RatesOfRows } from "../../../insight/rowRates.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { ArrowDownWideNarrow, ArrowUpNarrowWide, X } from "../../../ui/icons.ts";
import { Popover, useModalDialog } from "../../../ui/overlays.tsx";
import { Select } from "../../../ui/Select.tsx";
import { SrSeparator } from "../../../ui/SrSeparator.tsx";
import { COLUMNS, type Column, isNumeric } from "../columns.ts";
import { downloadText, exportName, toCsv, toJson } from "../rows/exportRows.ts";
import { columnHint } from "../table/layout.ts";
import type { ControlsProps } from "./Controls.tsx";

interface MenuProps {
  button: ReactNode;
  opensAtOnce: boolean;
}

interface ColumnsMenuProps extends MenuProps {
  shown: readonly Column[];
  /** `undefined`: as many as fit. */
  onChange(columns: Column[] | undefined): void;
}

/** Chooses the columns; the app is always shown. */
export function ColumnsMenu({ shown, onChange, ...menu }: ColumnsMenuProps) {
  const { workers } = useWorkersMessages();
  const t = useDetailsMessages();
  const toggle = (column: Column) =>
    onChange(COLUMNS.filter((each) => shown.includes(each) !== (each === column)));
  return (
    <Popover {...menu}>
      <fieldset className="min-w-44">
        <legend className="sr-only">{workers.columns}</legend>
        {COLUMNS.filter((column) => column !== "app").map((column) => (
          <label key={column} className="flex items-center gap-2 rounded px-2 py-1 hover:bg-muted">
            <input
              type="checkbox"
              className="accent-primary"
              checked={shown.includes(column)}
              onChange={() => toggle(column)}
            />
            {workers.column[column]}
            {column !== "rss" && (
              <span className="ml-auto pl-4 text-xs text-muted-foreground">
                <SrSeparator />
                {columnHint(column, workers)}
              </span>
            )}
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        className="control-quiet mt-1 w-full"
        onClick={() => onChange(undefined)}
      >
        {t.menus.resetColumns}
      </button>
    </Popover>
  );
}

/** Sorting on a phone, where most columns have no header. */
export function SortSelect({ search, change }: Pick<ControlsProps, "search" | "change">) {
  const { workers } = useWorkersMessages();
  const { menus: t } = useDetailsMessages();
  const { sort, desc } = search;
  const icon = desc ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  const choose = (value: string) => {
    const column = COLUMNS.find((each) => each === value);
    change({ sort: column, desc: column && isNumeric(column) ? true : undefined });
  };
  return (
    <div className="flex gap-1">
      <Select
        label={t.sortBy}
        value={sort ?? ""}
        onChange={choose}
        options={[
          { value: "", text: t.troubleFirst },
          ...COLUMNS.map((column) => ({ value: column, text: workers.column[column] })),
        ]}
      />
      {sort && (
        <button
          type="button"
          className="control"
          aria-label={desc ? t.descending : t.ascending}
          onClick={() => change({ desc: desc ? undefined : true })}
        >
          <Icon node={icon} className="size-3.5" />
        </button>
      )}
    </div>
  );
}

const FORMATS = [
  ["csv", "text/csv;charset=utf-8", toCsv, "exportCsv"],
  ["json", "application/json", toJson, "exportJson"],
] as const;

/** What is exported: the rows in the order of the screen. */
export interface Exported {
  rows: readonly WorkerRow[];
  rates: RatesOfRows;
}

interface ExportMenuProps extends MenuProps {
  getExport(): Exported;
  columns: readonly Column[];
  /** Whether they are grouped; groups may be collapsed. */
  grouped: boolean;
}

/** Offers the rows as a file. */
export function ExportMenu({ getExport, columns, grouped, ...menu }: ExportMenuProps) {
  const { menus } = useDetailsMessages();
  return (
    <Popover {...menu}>
      {(close) => (
        <>
          {FORMATS.map(([extension, type, write, text]) => (
            <button
              key={extension}
              type="button"
              className="block w-full rounded px-2 py-1.5 text-left hover:bg-muted"
              onClick={() => {
                const { rows, rates } = getExport();
                downloadText(exportName(Date.now(), extension), type, write(rows, columns, rates));
                close();
              }}
            >
              {menus[text]}
            </button>
          ))}
          {grouped && (
            <p className="max-w-64 px-2 py-1 text-xs text-muted-foreground">{menus.exportGroups}</p>
          )}
        </>
      )}
    </Popover>
  );
}

const KEYS = [
  ["search", "/"],
  ["help", "?"],
  ["arrows", "↑", "↓"],
  ["sideways", "←", "→"],
  ["pages", "Page Up", "Page Down"],
  ["ends", "Home", "End"],
  ["open", "Enter"],
  ["escape", "Esc"],
] as const;

/** All keys of the Workers page, in a dialog. */
export function KeysSheet({ onClose }: { onClose(): void }) {
  const { keys: t } = useDetailsMessages();
  const dialog = useModalDialog();
  return (
    <dialog
      ref={dialog}
      aria-label={t.title}
      closedby="any"
      onClose={onClose}
      // Escape closes the sheet, not the details below it.
      onKeyDown={(event) => event.stopPropagation()}
      className="m-auto w-max max-w-[calc(100vw-2rem)] rounded-xl border bg-card p-4 text-foreground backdrop:bg-[#0006]"
    >
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 className="text-base font-semibold">{t.title}</h2>
        <button
          type="button"
          className="control-quiet"
          aria-label={t.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon node={X} className="size-4" />
        </button>
      </div>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
        {KEYS.map(([name, ...keys]) => (
          <Fragment key={name}>
            <dt>
              {keys.map((key) => (
                <Fragment key={key}>
                  <kbd className="rounded border border-input bg-muted px-1.5 text-xs">
                    {key}
                  </kbd>{" "}
                </Fragment>
              ))}
            </dt>
            <dd>{t[name]}</dd>
          </Fragment>
        ))}
      </dl>
    </dialog>
  );
}
