import type { Messages } from "../../../i18n/messages.ts";
import type { Sums } from "./sums.ts";

/** How many workers there are and, apart from them, how many rows of ended ones: `3 workers + 2 ended`. */
export function countWords(
  { workers, ended }: Pick<Sums, "workers" | "ended">,
  t: Pick<Messages["workers"], "count" | "countEnded">,
): string {
  if (ended === 0) return t.count(workers);
  return workers === 0 ? t.countEnded(ended) : `${t.count(workers)} + ${t.countEnded(ended)}`;
}
