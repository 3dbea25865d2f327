import type { WorkersLink } from "../insight/workersLink.ts";
import { readWorkersSearch } from "./workers/search.ts";
import { toPathId } from "./workers/workerId.ts";

/** The properties of a router's link to the rows behind a statement. */
export function toWorkers({ id, search }: WorkersLink) {
  const known = readWorkersSearch({ ...search });
  return id === undefined
    ? ({ to: "/workers", search: known } as const)
    : ({ to: "/workers/$id", params: { id: toPathId(id) }, search: known } as const);
}
