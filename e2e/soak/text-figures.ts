import type { Family } from "../../testing/exposition-parser.ts";
import type { Pool } from "../conformance/shapes.ts";

/** How many workers of an app are in a state, as a text says. */
interface AppWorkers {
  app: string;
  state: string;
  workers: number;
}

/** The pool's numbers in a text. Throws when one is missing. */
export function poolOfText(families: readonly Family[]): Pool {
  const read = (name: string) => gaugeOf(families, `buntime_pool_${name}`);
  return {
    size: read("size"),
    active: read("active"),
    idle: read("idle"),
    creating: read("creating"),
    total: read("total"),
    utilization: read("utilization"),
  };
}

/** The workers by app and state in a text; `undefined` where it doesn't tell them. */
export function workersOfText(families: readonly Family[]): AppWorkers[] | undefined {
  const family = families.find(({ name }) => name === "buntime_app_workers");
  return family?.samples.map(({ labels: { app = "", state = "" }, value }) => ({
    app,
    state,
    workers: value,
  }));
}

/** The value of a family without labels. Throws when it is missing. */
export function gaugeOf(families: readonly Family[], wanted: string): number {
  const value = families.find(({ name }) => name === wanted)?.samples[0]?.value;
  if (value === undefined) throw new Error(`no ${wanted}`);
  return value;
}
