import type { Release } from "./recorded-pool.ts";

/**
 * The expected reading of one recorded situation of the real pool: size, active, idle, creating, workers that failed to
 * start or crashed and are still held; then rows of app, state, requests, errors (`-` if not counted) and flags.
 */
export type RecordedReading = readonly [
  ...counts: [size: number, active: number, idle: number, creating: number, failed: number],
  ...rows: string[],
];

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
  empty: [6, 0, 0, 0, 0],
  "worker-starting": [6, 0, 0, 1, 0, "slowstart@1.0.0 creating 0 0"],
  "persistent-active": [6, 2, 0, 0, 0, HELLO_ACTIVE, STARTED],
  "request-in-flight": [6, 3, 0, 0, 0, HELLO_ACTIVE, SLOW, STARTED],
  idle: [6, 2, 1, 0, 0, HELLO, SLOW, STARTED],
  ephemeral: [6, 2, 1, 0, 0, HELLO, SLOW, STARTED, LAMBDA],
  "failing-requests": [6, 3, 1, 0, 0, FAILS, HELLO, SLOW, STARTED, LAMBDA],
  "broken-import": [6, 3, 1, 0, 1, FAILS, HELLO, SLOW, STARTED, BROKEN, LAMBDA],
  crashed: [2, 0, 0, 0, 1, "crash@1.0.0 terminated 1 1 failed"],
  "crashed-then-retired": [2, 0, 0, 0, 0, CRASHED],
  "evicted-and-respawned": [
    2,
    2,
    0,
    0,
    0,
    "app3@1.0.0 active 1 0",
    "hello@1.0.0 active 2 0",
    "app1@1.0.0 terminated 2 0",
    "app2@1.0.0 terminated 1 0",
    CRASHED,
  ],
};

/** The expected readings of each release, by case. */
export const READINGS: Record<Release, Record<string, RecordedReading>> = {
  "0.2.26": { ...EITHER, "over-capacity": [6, 6, 1, 0, 1, ...AT_CAPACITY] },
  "0.5.4": {
    ...EITHER,
    scoped: [6, 4, 1, 0, 1, CART, FAILS, HELLO, SLOW, STARTED, BROKEN, LAMBDA],
    "over-capacity": [6, 7, 1, 0, 1, CART, ...AT_CAPACITY],
  },
};
