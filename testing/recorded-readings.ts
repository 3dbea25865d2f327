import type { Release } from "./recorded-pool.ts";

/** How one recorded situation of the real pool must be read. */
export interface RecordedReading {
  /** size, active, idle, creating, total, utilization */
  pool: readonly [number, number, number, number, number, number];
  /** Workers that failed to start or crashed and are still held. */
  failed: number;
  /** app, state, requests, errors (`-` where they aren't counted), flags */
  rows: readonly string[];
}

// Written by hand from the recordings and the documentation, not taken from the code under test.

const HELLO_ACTIVE = "hello@1.0.0 active 5 0";
const HELLO = "hello@1.0.0 idle 5 0";
const SLOW = "slow@2.1.0 active 1 0";
const STARTED = "slowstart@1.0.0 active 1 0";
const FAILS = "fails@0.3.0 active 2 2";
const BROKEN = "broken@1.0.0 terminated 0 0 failed";
const LAMBDA = "lambda@1.2.3 terminated 3 - ephemeral";
const CART = "@acme/cart@3.0.0-rc.1 active 1 0";
const CRASHED = "crash@1.0.0 terminated 1 1";
const APPS = [1, 2, 3].map((n) => `app${n}@1.0.0 active 1 0`);
const AT_CAPACITY = [...APPS, FAILS, HELLO, SLOW, STARTED, BROKEN, LAMBDA];

const EITHER: Record<string, RecordedReading> = {
  empty: { pool: [6, 0, 0, 0, 0, 0], failed: 0, rows: [] },
  "worker-starting": {
    pool: [6, 0, 0, 1, 1, 0],
    failed: 0,
    rows: ["slowstart@1.0.0 creating 0 0"],
  },
  "persistent-active": { pool: [6, 2, 0, 0, 2, 2 / 6], failed: 0, rows: [HELLO_ACTIVE, STARTED] },
  "request-in-flight": {
    pool: [6, 3, 0, 0, 3, 3 / 6],
    failed: 0,
    rows: [HELLO_ACTIVE, SLOW, STARTED],
  },
  idle: { pool: [6, 2, 1, 0, 3, 2 / 6], failed: 0, rows: [HELLO, SLOW, STARTED] },
  ephemeral: { pool: [6, 2, 1, 0, 3, 2 / 6], failed: 0, rows: [HELLO, SLOW, STARTED, LAMBDA] },
  "failing-requests": {
    pool: [6, 3, 1, 0, 4, 3 / 6],
    failed: 0,
    rows: [FAILS, HELLO, SLOW, STARTED, LAMBDA],
  },
  "broken-import": {
    pool: [6, 3, 1, 0, 4, 3 / 6],
    failed: 1,
    rows: [FAILS, HELLO, SLOW, STARTED, BROKEN, LAMBDA],
  },
  crashed: { pool: [2, 0, 0, 0, 0, 0], failed: 1, rows: ["crash@1.0.0 terminated 1 1 failed"] },
  "crashed-then-retired": { pool: [2, 0, 0, 0, 0, 0], failed: 0, rows: [CRASHED] },
  "evicted-and-respawned": {
    pool: [2, 2, 0, 0, 2, 2 / 2],
    failed: 0,
    rows: [
      "app3@1.0.0 active 1 0",
      "hello@1.0.0 active 2 0",
      "app1@1.0.0 terminated 2 0",
      "app2@1.0.0 terminated 1 0",
      CRASHED,
    ],
  },
};

/** What each release must be read as, by case. */
export const READINGS: Record<Release, Record<string, RecordedReading>> = {
  "0.2.26": {
    ...EITHER,
    "over-capacity": { pool: [6, 6, 1, 0, 7, 6 / 6], failed: 1, rows: AT_CAPACITY },
  },
  "0.5.4": {
    ...EITHER,
    scoped: {
      pool: [6, 4, 1, 0, 5, 4 / 6],
      failed: 1,
      rows: [CART, FAILS, HELLO, SLOW, STARTED, BROKEN, LAMBDA],
    },
    "over-capacity": { pool: [6, 7, 1, 0, 8, 7 / 6], failed: 1, rows: [CART, ...AT_CAPACITY] },
  },
};
