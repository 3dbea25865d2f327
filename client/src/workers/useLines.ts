import { useMemo } from "react";
import { flatLines, groupLines, type Line } from "./lines.ts";
import type { Arrangement } from "./useArrangement.ts";

/** The table's lines of an arrangement. */
export function useLines(
  { places, groups }: Arrangement,
  grouped: boolean,
  open: ReadonlySet<string>,
): readonly Line[] {
  return useMemo(
    () => (grouped ? groupLines(groups, open) : flatLines(places)),
    [grouped, places, groups, open],
  );
}
