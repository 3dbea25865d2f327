import { useMemo } from "react";
import type { Arrangement } from "./arrangement.ts";
import { flatLines, groupLines, type Lines } from "./lines.ts";

/** The table's lines of an arrangement. */
export function useLines(
  { places, groups }: Arrangement,
  grouped: boolean,
  open: ReadonlySet<string>,
): Lines {
  return useMemo(
    () => (grouped ? groupLines(groups, open) : flatLines(places)),
    [grouped, places, groups, open],
  );
}
