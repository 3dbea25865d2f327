import type { Kind } from "./kinds.ts";
import type { Cost } from "./measure.ts";

/** How many clients, and how many workers in the pool that is read for them. */
export interface Cell {
  clients: number;
  workers: number;
}

/** What each kind of feed costs in a cell, round by round. */
export interface CellCosts extends Cell {
  rounds: Record<Kind, Cost[]>;
}

export const CELLS: readonly Cell[] = [
  { clients: 200, workers: 15 },
  { clients: 200, workers: 500 },
  { clients: 1000, workers: 15 },
  { clients: 1000, workers: 500 },
  { clients: 5000, workers: 15 },
  { clients: 5000, workers: 500 },
];
