import { type ReactNode, useId } from "react";

interface PanelProps {
  title: string;
  /** A second line below the title. */
  hint?: string;
  /** Controls beside the title. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled card, and a named region for screen readers. */
export function Panel({ title, hint, actions, className = "", children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`card min-w-0 p-4 ${className}`}>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <div className="min-w-0">
          <h2 id={id} className="[line-height:1.625rem] font-semibold">
            {title}
          </h2>
          {hint && <p className="text-xs text-muted-foreground">{hint}</p>}
        </div>
        {actions && <div className="-mx-1.5 flex flex-wrap items-center gap-1">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
