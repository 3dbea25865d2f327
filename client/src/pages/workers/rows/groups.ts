import type { WorkersSearch } from "../search.ts";
import type { Marked } from "../table/labels.tsx";
import { splitApp } from "../workerId.ts";
import { holdOrder, type Places, shownRows } from "./places.ts";
import { sortBy } from "./selection.ts";
import { isSummed, type Sums, sumRows } from "./sums.ts";

/** All versions of an app: its rows in their places, and the sums of those shown. */
export class Group {
  #sums: Sums | null = null;

  constructor(
    /** The app's name without its version. */
    readonly name: string,
    readonly rows: Places["rows"],
    readonly leaving: Places["leaving"],
  ) {}

  /** The rows that match the filters. */
  get shown(): Places["rows"] {
    return shownRows(this);
  }

  /** Computed on first use: of thousands of groups a few dozen are rendered. */
  get sums(): Sums {
    this.#sums ??= sumRows(this.shown);
    return this.#sums;
  }

  /** The marks of any of its rows. */
  get marks(): Marked {
    const { shown, title } = this;
    return {
      app: this.rows[0]?.app ?? title,
      failed: shown.some(({ failed }) => failed),
      blocked: shown.some(({ blocked }) => blocked),
      ephemeral: shown.some(({ ephemeral }) => ephemeral),
    };
  }

  /** The name, with the version if all rows have the same. */
  get title(): string {
    const app = this.rows[0]?.app ?? this.name;
    return this.rows.every((row) => row.app === app) ? app : this.name;
  }
}

/** Groups rows by app, sorted by the sum of the sorted column, or by name if that has no sum. */
export function groupRows(
  { rows, leaving }: Places,
  { sort, desc }: Pick<WorkersSearch, "sort" | "desc">,
): readonly Group[] {
  const byName = Map.groupBy(rows, ({ app }) => splitApp(app)[0]);
  const groups = [...byName].map(([name, own]) => new Group(name, own, leaving));
  if (sort !== undefined && isSummed(sort)) {
    return sortBy(groups, ({ sums }) => sums[sort], desc === true);
  }
  return sortBy(groups, ({ name }) => name, sort === "app" && desc === true);
}

/** The groups in their previous order, with new ones appended. */
export function holdGroups(before: readonly Group[], now: readonly Group[]): readonly Group[] {
  const byName = new Map(now.map((group) => [group.name, group]));
  const order = holdOrder(
    before.map(({ name }) => name),
    [...byName.keys()],
  );
  return order.flatMap((name) => byName.get(name) ?? []);
}
