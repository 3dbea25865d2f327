import { useWorkersMessages } from "../../../i18n/language.ts";
import type { Summed, Sums } from "../rows/sums.ts";
import { NumberValue } from "./Value.tsx";

/** What some workers come to in a column; marked where it is a bound and not a sum. */
export function SumValue({ sums, column }: { sums: Sums; column: Summed }) {
  const t = useWorkersMessages();
  const value = sums[column];
  const partial = (column === "rss" || column === "heapUsed") && sums.memoryUnknown > 0;
  const [sign, words] = partial
    ? ["≥", t.workers.partial]
    : column === "uptime" && sums.workers > 1
      ? ["≤", t.workers.longest]
      : [];
  return (
    <>
      {sign && value !== null && (
        <span title={words}>
          <span aria-hidden>{sign} </span>
          <span className="sr-only">{words} </span>
        </span>
      )}
      <NumberValue column={column} value={value} />
    </>
  );
}
