import { SlidersHorizontal } from "lucide-react";
import { useId, useState } from "react";
import { useWorkersMessages } from "../../../i18n/language.ts";
import { Controls, type ControlsProps } from "./Controls.tsx";
import { SearchField } from "./SearchField.tsx";

interface ToolbarProps extends ControlsProps {
  onText(text: string): void;
}

/** The table's search and controls: in one line where there is room, else folded away. */
export function Toolbar({ onText, ...props }: ToolbarProps) {
  const t = useWorkersMessages();
  // What narrows the rows is not hidden.
  const [open, setOpen] = useState(props.search.app !== undefined);
  const id = useId();
  const isWide = props.layout === "wide";
  return (
    // Its menus lie over the table's head.
    <div className={isWide ? "relative z-30" : "relative z-30 grid gap-2"}>
      <div className="flex items-center gap-2">
        <SearchField value={props.search.q ?? ""} onChange={onText} />
        {isWide ? (
          <Controls {...props} />
        ) : (
          <button
            type="button"
            className="control shrink-0"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            <SlidersHorizontal aria-hidden className="size-3.5" />
            {t.workers.options}
          </button>
        )}
      </div>
      {!isWide && open && (
        <div id={id} className="flex flex-wrap items-center gap-2">
          <Controls {...props} />
        </div>
      )}
    </div>
  );
}
