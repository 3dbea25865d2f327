import { spyOn } from "bun:test";
import type { MetricsService } from "../../server/services.ts";

const fail = () => {
  throw new Error("/srv/internal.ts: an unexpected error");
};

/** Makes a service's response of every endpoint fail where nothing is caught, until the returned function is called. */
export function breakResponses({ feed }: MetricsService): () => void {
  const stringify = JSON.stringify;
  const spies = [
    // Errors are written by the same function: only bodies with a pool or rows fail.
    spyOn(JSON, "stringify").mockImplementation((value, ...rest) =>
      typeof value === "object" && value !== null && ("pool" in value || "rows" in value)
        ? fail()
        : stringify(value, ...(rest as [])),
    ),
    spyOn(Bun, "gzipSync").mockImplementation(fail),
    spyOn(feed, "open").mockImplementation(fail),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
