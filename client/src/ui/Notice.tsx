import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { CircleAlert, Info, TriangleAlert } from "./icons.ts";

const LOOKS = {
  info: { icon: Info, look: "border-border bg-muted", ink: "text-muted-foreground" },
  warn: { icon: TriangleAlert, look: "border-warn-line bg-warn-soft", ink: "text-warn-text" },
  bad: { icon: CircleAlert, look: "border-bad-line bg-bad-soft", ink: "text-bad-text" },
} as const;

interface NoticeProps {
  tone: keyof typeof LOOKS;
  title?: string;
  action?: ReactNode;
  children: ReactNode;
}

/** Explains in place what is wrong and what to do; it is not a live region. */
export function Notice({ tone, title, action, children }: NoticeProps) {
  const { icon, look, ink } = LOOKS[tone];
  return (
    <div
      data-testid="notice"
      className={`flex items-start gap-3 rounded-lg border px-3.5 py-2.5 ${look}`}
    >
      <Icon node={icon} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1">
        {title && <p className={`font-semibold ${ink}`}>{title}</p>}
        <div>{children}</div>
      </div>
      {action}
    </div>
  );
}
