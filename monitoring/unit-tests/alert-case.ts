import { SETTINGS } from "../settings.ts";
import type { InputSeries } from "./series.ts";

/** A history, and which alerts are firing at what time of it, with scrapes of 15 s and of 60 s. */
export interface AlertCase {
  name: string;
  /** How long the history is. */
  minutes: number;
  /** Seconds between two scrapes. Default: once with 15, once with 60. */
  intervals?: readonly number[];
  series: InputSeries;
  /** All alerts that are firing, by time: the name, then the instance, then further labels. */
  firing: Record<string, string[]>;
  /** Further expressions with the samples that they must return. */
  expressions?: Record<string, { at: string; samples: Record<string, number> }>;
}

/** A target that is up in every case, so that `BuntimeAbsent` stays out of those that are not about it. */
export const WATCHED_TARGET = `up{instance="watched", job="${SETTINGS.job}"}`;
