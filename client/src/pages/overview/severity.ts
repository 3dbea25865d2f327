import type { Severity } from "../../insight/verdict/fact.ts";
import type { IconNode } from "../../ui/Icon.tsx";
import { CircleAlert, Info, TriangleAlert } from "../../ui/icons.ts";

/** How a severity looks: never by colour alone. */
export const SEVERITY_LOOKS: Record<
  Severity,
  readonly [icon: IconNode, card: string, ink: string]
> = {
  critical: [CircleAlert, "border-bad bg-bad-soft", "text-bad-text"],
  warning: [TriangleAlert, "border-warn bg-warn-soft", "text-warn-text"],
  info: [Info, "", "text-muted-foreground"],
};
