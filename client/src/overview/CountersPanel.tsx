import type { PoolMetrics } from "../../../server/types.ts";
import { Notice } from "../components/Notice.tsx";
import { Panel } from "../components/Panel.tsx";
import { Toggled } from "../components/Toggled.tsx";
import { useFormat } from "../format/useFormat.ts";
import { freeSlots, overBy } from "../gauge/level.ts";
import { useMessages } from "../i18n/locale.ts";
import { QueryMenu } from "./QueryMenu.tsx";
import { SlotBar } from "./SlotBar.tsx";

const COUNTERS = [
  ["active", "bg-chart-active"],
  ["idle", "bg-chart-idle"],
  ["creating", "bg-chart-creating"],
  ["total", ""],
  ["size", ""],
  ["free", ""],
] as const;

/** From here on a number has no room in its column. */
const LONG = 100_000;

/** A number; a long one in short, and in full when asked. `null` where it is not known. */
function CounterValue({ value }: { value: number | null }) {
  const t = useMessages();
  const { count, short } = useFormat();
  if (value === null) return t.notAvailable;
  if (value < LONG) return count(value);
  return (
    <span className="text-2xl wrap-anywhere">
      <Toggled short={short(value)} exact={count(value)} />
    </span>
  );
}

interface CounterProps {
  label: string;
  hint: string;
  value: number | null;
  swatch: string;
}

function Counter({ label, hint, value, swatch }: CounterProps) {
  return (
    <div className="flex flex-col-reverse justify-end" title={hint}>
      <dt className="flex items-center gap-1.5 text-muted-foreground">
        {swatch && (
          <span aria-hidden className={`size-2.5 rounded-sm forced-color-adjust-none ${swatch}`} />
        )}
        {label}
      </dt>
      <dd className="text-3xl font-semibold tracking-tight tabular-nums">
        <CounterValue value={value} />
      </dd>
    </div>
  );
}

/** The pool's numbers, and what to know when it holds more than its size. */
export function CountersPanel({ pool }: { pool: PoolMetrics }) {
  const t = useMessages();
  const known = pool.size > 0;
  const values = {
    ...pool,
    size: known ? pool.size : null,
    free: known ? freeSlots(pool) : null,
  };
  const over = overBy(pool);
  const title = t.overview.workers;
  return (
    <Panel title={title} actions={<QueryMenu panel="capacity" title={title} />}>
      <dl className="mb-4 grid grid-cols-3 gap-x-4 gap-y-4">
        {COUNTERS.map(([name, swatch]) => (
          <Counter
            key={name}
            label={t.overview[name]}
            hint={t.overview[`${name}Hint`]}
            value={values[name]}
            swatch={swatch}
          />
        ))}
      </dl>
      {known && <SlotBar pool={pool} />}
      {over > 0 && (
        <div className="mt-4">
          <Notice tone="warn" title={t.overview.level.over}>
            {t.overview.overBy(over)} {t.overview.overWhy}
          </Notice>
        </div>
      )}
    </Panel>
  );
}
