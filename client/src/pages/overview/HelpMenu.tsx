import type { ReactNode } from "react";
import { usePanelMessages } from "../../i18n/language.ts";
import { Icon } from "../../ui/Icon.tsx";
import { CircleQuestionMark } from "../../ui/icons.ts";
import { Popover } from "../../ui/overlays.tsx";

interface HelpMenuProps {
  /** The panel's. */
  title: string;
  /** The explanation. */
  children: ReactNode;
}

/** A button that opens an explanation of a panel. */
export function HelpMenu({ title, children }: HelpMenuProps) {
  const { help } = usePanelMessages();
  return (
    <Popover
      label={help.button(title)}
      button={<Icon node={CircleQuestionMark} className="size-3.5" />}
      className="control-quiet"
    >
      <div className="grid max-w-80 gap-2 p-2 text-muted-foreground">{children}</div>
    </Popover>
  );
}
