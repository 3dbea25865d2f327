import type { AppCounts } from "../counters/app-counts.ts";
import { AppGroup, type AppGroupState } from "./app-group.ts";

/** Maximum number of apps with their own label value. */
export const MAX_APP_LABELS = 200;

/** Maximum length of a label value, in UTF-16 units. */
export const MAX_APP_LABEL_LENGTH = 200;

/**
 * The label value under which all other apps are summed, including those whose name is too long.
 */
export const OVERFLOW_APP = "(other)";

/** The state of {@link AppGroups}. */
interface AppGroupsState {
  groups: AppGroupState[];
  other: AppGroupState;
}

/**
 * Assigns label values to apps: its own while there are free ones, otherwise the overflow. When all are in use,
 * those of apps that the pool has forgotten are reassigned, and their counts move to the overflow.
 */
export class AppGroups {
  readonly other: AppGroup;
  readonly #all: AppCounts;
  readonly #own = new Map<string, AppGroup>();

  /**
   * @param all - Receives the counts of all groups.
   * @param state - From {@link state}, to continue.
   */
  constructor(all: AppCounts, state?: AppGroupsState) {
    this.#all = all;
    this.other = new AppGroup(OVERFLOW_APP, all, state?.other);
    for (const group of state?.groups ?? []) {
      this.#own.set(group.app, new AppGroup(group.app, all, group));
    }
  }

  get state(): AppGroupsState {
    return {
      groups: Array.from(this.#own.values(), ({ state }) => state),
      other: this.other.state,
    };
  }

  /** The group of an app: its own if it has one or there is a free label, otherwise the overflow. */
  of(app: string): AppGroup {
    return this.#own.get(app) ?? this.#create(app) ?? this.other;
  }

  #create(app: string): AppGroup | undefined {
    if (this.#own.size >= MAX_APP_LABELS || !isLabel(app)) return undefined;
    const group = new AppGroup(app, this.#all);
    this.#own.set(app, group);
    return group;
  }

  /** Begins a reading: no group has been seen in it yet. */
  begin(): void {
    this.other.isPresent = false;
    for (const group of this.#own.values()) group.isPresent = false;
  }

  /** All groups that have had an app, the overflow last. */
  inUse(): AppGroup[] {
    const groups = [...this.#own.values()];
    if (this.other.seenIn > 0) groups.push(this.other);
    return groups;
  }

  /**
   * Frees the label that has been unused for longest, unless one is free. Call it for an app in the overflow.
   *
   * @returns Whether there is a free label: not if the reading has an app for every label.
   */
  makeRoom(reading: number): boolean {
    if (this.#own.size < MAX_APP_LABELS) return true;
    let oldest: AppGroup | undefined;
    for (const group of this.#own.values()) {
      if (group.seenIn < (oldest?.seenIn ?? reading)) oldest = group;
    }
    if (!oldest) return false;
    this.#own.delete(oldest.app);
    this.other.counts.absorb(oldest.counts);
    return true;
  }
}

/** Whether an app's name may be a label value. */
export function isLabel(app: string): boolean {
  return app !== OVERFLOW_APP && app.length <= MAX_APP_LABEL_LENGTH;
}
