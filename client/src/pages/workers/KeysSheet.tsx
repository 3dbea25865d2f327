import { Fragment } from "react";
import { useDetailsMessages } from "../../i18n/language.ts";
import { Icon } from "../../ui/Icon.tsx";
import { X } from "../../ui/icons.ts";
import { useModalDialog } from "../../ui/useModalDialog.ts";

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
      className="m-auto w-max max-w-[calc(100vw-2rem)] rounded-xl border bg-card p-4 text-foreground backdrop:bg-black/40"
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
