import { TriangleAlert } from "lucide-react";
import type { PoolMetrics } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useMessages } from "../../i18n/language.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Toggled } from "../../ui/PrecisionToggle.tsx";
import { HelpMenu } from "./HelpMenu.tsx";
import { QueryMenu } from "./QueryMenu.tsx";
import { SlotBar } from "./SlotBar.tsx";
import { useHeld } from "./useLastUpdate.ts";
import { freeSlots, overBy } from "./utilizationLevel.ts";

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
  value: number | null;
  swatch: string;
}

function Counter({ label, value, swatch }: CounterProps) {
  return (
    <div className="flex flex-col-reverse justify-end">
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

/** One line that is always there, so that nothing moves when what it says changes. */
function Standing({ pool, held }: { pool: PoolMetrics; held: string | null }) {
  const t = useMessages();
  const { count } = useFormat();
  const over = overBy(pool);
  const warns = over > 0 && held === null;
  const slots = pool.size > 0 ? t.overview.slotsSummary(count(pool.total), count(pool.size)) : "";
  return (
    <p
      data-testid="standing"
      className={`mt-2.5 flex min-h-5 items-center gap-1.5 tabular-nums ${warns ? "font-medium text-warn-text" : "text-muted-foreground"}`}
    >
      {warns && <TriangleAlert aria-hidden className="size-4 shrink-0" />}
      {held ?? (warns ? t.overview.overBy(over) : slots)}
    </p>
  );
}

/** The pool's numbers; they lose their colour while no new ones arrive. */
export function CountersPanel({ pool }: { pool: PoolMetrics }) {
  const t = useMessages();
  const held = useHeld();
  const known = pool.size > 0;
  const values = {
    ...pool,
    size: known ? pool.size : null,
    free: known ? freeSlots(pool) : null,
  };
  const title = t.overview.workers;
  const actions = (
    <>
      <HelpMenu topic="capacity" title={title} />
      <QueryMenu panel="capacity" title={title} />
    </>
  );
  return (
    <Panel title={title} actions={actions}>
      <div className={held === null ? "" : "text-muted-foreground grayscale"}>
        <dl className="mb-4 grid grid-cols-3 gap-x-4 gap-y-4">
          {COUNTERS.map(([name, swatch]) => (
            <Counter key={name} label={t.overview[name]} value={values[name]} swatch={swatch} />
          ))}
        </dl>
        {known && <SlotBar pool={pool} />}
      </div>
      <Standing pool={pool} held={held} />
    </Panel>
  );
}
