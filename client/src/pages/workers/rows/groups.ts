import type { WorkersSearch } from "../search.ts";
import type { Marked } from "../table/StateBadge.tsx";
import { splitApp } from "../workerId.ts";
import { holdOrder, type Places, rowsHere } from "./places.ts";
import { sortBy } from "./select.ts";
import { isSummed, type Sums, sumRows } from "./sums.ts";

/** The versions of an app with their rows at their places, and the sums of those that are there. */
export class Group {
  #sums: Sums | null = null;

  constructor(
    /** The app's name without its version. */
    readonly name: string,
    readonly rows: Places["rows"],
    readonly away: Places["away"],
  ) {}

  /** The rows that are there. */
  get here(): Places["rows"] {
    return rowsHere(this);
  }

  /** Reckoned when they are first asked for: of thousands of groups a few dozen are drawn. */
  get sums(): Sums {
    this.#sums ??= sumRows(this.here);
    return this.#sums;
  }

  /** What is marked in any of its rows. */
  get marks(): Marked {
    const { here, title } = this;
    return {
      app: this.rows[0]?.app ?? title,
      failed: here.some(({ failed }) => failed),
      blocked: here.some(({ blocked }) => blocked),
      ephemeral: here.some(({ ephemeral }) => ephemeral),
    };
  }

  /** The name, and the version where all rows have the same. */
  get title(): string {
    const app = this.rows[0]?.app ?? this.name;
    return this.rows.every((row) => row.app === app) ? app : this.name;
  }
}

/**
 * The apps with their sums, sorted by the sum of the column that the rows are sorted by; by name where
 * that has no sum.
 */
export function groupRows(
  { rows, away }: Places,
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
): readonly Group[] {
  const byName = Map.groupBy(rows, ({ app }) => splitApp(app)[0]);
  const groups = [...byName].map(([name, own]) => new Group(name, own, away));
  if (sort !== undefined && isSummed(sort)) {
    return sortBy(groups, ({ sums }) => sums[sort], desc === true);
  }
  return sortBy(groups, ({ name }) => name, sort === "app" && desc === true);
}

/** The groups in the order of before, those that are new at the end. */
export function holdGroups(before: readonly Group[], now: readonly Group[]): readonly Group[] {
  const byName = new Map(now.map((group) => [group.name, group]));
  const order = holdOrder(
    before.map(({ name }) => name),
    [...byName.keys()],
  );
  return order.flatMap((name) => byName.get(name) ?? []);
}
