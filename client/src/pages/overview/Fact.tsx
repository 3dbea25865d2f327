import type { ReactNode } from "react";
import { useActivityTexts } from "../../i18n/activityTexts.ts";
import { Apart } from "../../ui/SrSeparator.tsx";

interface FactProps {
  label: string;
  /** Already written; `undefined` where the pool does not tell it. */
  value: string | undefined;
  children?: ReactNode;
}

/** A named value of a list; what isn't told says so. */
export function Fact({ label, value, children }: FactProps) {
  const t = useActivityTexts();
  return (
    <div className="flex items-baseline justify-between gap-3 py-1.5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right font-medium tabular-nums">
        {value ?? <span className="font-normal text-muted-foreground italic">{t.notTold}</span>}
        {children && <Apart />}
        {children}
      </dd>
    </div>
  );
}
