import type { Placed } from "./arrange.ts";
import type { WorkersSearch } from "./search.ts";
import { sortBy } from "./select.ts";
import { type Sums, sumOf, sumRows } from "./sums.ts";

/** A line of the table: an app with its sums, or a worker. */
export type Line =
  | { kind: "group"; key: string; app: string; sums: Sums; open: boolean }
  | ({ kind: "worker"; key: string } & Placed);

/** An app with its rows at their places, and the sums of those that are there. */
export interface Group {
  app: string;
  places: readonly Placed[];
  sums: Sums;
}

/** Lines without groups. */
export function flatLines(places: readonly Placed[]): Line[] {
  return places.map((each) => ({ kind: "worker", key: each.row.id, ...each }));
}

function groupOf(app: string, places: readonly Placed[]): Group {
  const here = places.filter(({ standing }) => standing === "here");
  return { app, places, sums: sumRows(here.map(({ row }) => row)) };
}

/** The apps with their sums, sorted by the sum of the column that the rows are sorted by. */
export function groupPlaces(
  places: readonly Placed[],
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
): readonly Group[] {
  const byApp = Map.groupBy(places, ({ row }) => row.app);
  const groups = [...byApp].map(([app, own]) => groupOf(app, own));
  if (sort === undefined || sort === "app") {
    return sortBy(groups, ({ app }) => app, sort === "app" && desc === true);
  }
  return sortBy(groups, ({ sums }) => sumOf(sums, sort), desc === true);
}

/** Lines of groups, each followed by its workers where it is open. */
export function groupLines(groups: readonly Group[], open: ReadonlySet<string>): Line[] {
  return groups.flatMap(({ app, places, sums }): Line[] => {
    const isOpen = open.has(app);
    const head: Line = { kind: "group", key: `app ${app}`, app, sums, open: isOpen };
    return isOpen ? [head, ...flatLines(places)] : [head];
  });
}
