import type { PoolMetrics } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { usePanelMessages } from "../../i18n/language.ts";
import { Icon } from "../../ui/Icon.tsx";
import { TriangleAlert } from "../../ui/icons.ts";
import { PrecisionToggle } from "../../ui/LinkToggle.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { HelpMenu } from "./HelpMenu.tsx";
import { useLastUpdate } from "./useInsight.ts";

/** The parts of the pool's total, each with its class and its token of colour. */
const PARTS = [
  ["active", "bg-chart-active", "--chart-active"],
  ["idle", "bg-chart-idle", "--chart-idle"],
  ["creating", "bg-chart-creating", "--chart-creating"],
] as const;

const COUNTERS = [...PARTS, ["total", ""], ["size", ""], ["free", ""]] as const;

/** Numbers from this value are shortened to fit their column. */
const LONG = 100_000;

/** A number, or its short form, which switches to it. `null` if it is unknown. */
function CounterValue({ value }: { value: number | null }) {
  const { notAvailable } = usePanelMessages();
  const { count, short } = useFormat();
  if (value === null) return notAvailable;
  if (value < LONG) return count(value);
  return (
    <span className="text-2xl wrap-anywhere">
      <PrecisionToggle short={short(value)} exact={count(value)} />
    </span>
  );
}

interface CounterProps {
  label: string;
  value: number | null;
  color: string;
}

function Counter({ label, value, color }: CounterProps) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="flex items-center gap-1.5 text-muted-foreground">
        {color && (
          <span aria-hidden className={`size-2.5 rounded-sm forced-color-adjust-none ${color}`} />
        )}
        {label}
      </dt>
      <dd className="text-3xl font-semibold tracking-tight tabular-nums">
        <CounterValue value={value} />
      </dd>
    </div>
  );
}

/** The parts side by side, separated by thin lines: a background, since elements would shift the layout. */
function stripes(pool: PoolMetrics, whole: number): string {
  let end = 0;
  const stops = PARTS.filter(([name]) => pool[name] > 0).flatMap(([name, , color]) => {
    const from = `${end}%`;
    end += (pool[name] / whole) * 100;
    return [`var(${color}) ${from} calc(${end}% - 1px)`, `var(--card) 0 ${end}%`];
  });
  // Opaque: Ghostscript leaves out gradients with transparent parts.
  return `linear-gradient(to right, ${[...stops, "var(--muted) 0"].join(", ")})`;
}

/** The bar's mark at the pool's size, once it is over capacity. */
function sizeMark({ size, total }: PoolMetrics): string {
  const at = (size / total) * 100;
  const stops = [`transparent calc(${at}% - 1px)`, `var(--bad) 0 calc(${at}% + 1px)`];
  return `linear-gradient(to right, ${[...stops, "transparent 0"].join(", ")})`;
}

/** The slots of a pool of known size as a bar. */
function SlotBar({ pool }: { pool: PoolMetrics }) {
  const { overview } = usePanelMessages();
  const { count } = useFormat();
  const whole = Math.max(pool.size, pool.total);
  return (
    <div
      role="img"
      aria-label={overview.slotsSummary(count(pool.total), count(pool.size))}
      className="relative"
    >
      <div
        className="h-3 rounded-full forced-color-adjust-none forced-colors:[outline:1px_solid]"
        style={{ backgroundImage: stripes(pool, whole) }}
      />
      {pool.total > pool.size && (
        <div
          className="absolute inset-x-0 -inset-y-1 forced-color-adjust-none"
          style={{ backgroundImage: sizeMark(pool) }}
        />
      )}
    </div>
  );
}

/** How many slots are in use, or how old the numbers are. Always one line high, so that nothing below it moves. */
function CapacityLine({ pool, lastUpdate }: { pool: PoolMetrics; lastUpdate: string | null }) {
  const { overview } = usePanelMessages();
  const { count } = useFormat();
  const over = pool.size > 0 ? pool.total - pool.size : 0;
  const warns = over > 0 && lastUpdate === null;
  const slots = pool.size > 0 ? overview.slotsSummary(count(pool.total), count(pool.size)) : "";
  return (
    <p
      data-testid="capacity"
      className={`mt-2.5 flex min-h-5 items-center gap-1.5 tabular-nums ${warns ? "font-medium text-warn-text" : "text-muted-foreground"}`}
    >
      {warns && <Icon node={TriangleAlert} className="size-4 shrink-0" />}
      {lastUpdate ?? (warns ? overview.overBy(over) : slots)}
    </p>
  );
}

/** What the counters mean. */
function Terms() {
  const { help, overview } = usePanelMessages();
  const names = Object.keys(help.capacity) as (keyof typeof help.capacity)[];
  return (
    <>
      <dl className="grid gap-1.5">
        {names.map((name) => (
          <div key={name}>
            <dt className="font-medium text-foreground">{overview[name]}</dt>
            <dd>{help.capacity[name]}</dd>
          </div>
        ))}
      </dl>
      <p>{help.capacityOver}</p>
    </>
  );
}

/** The pool's numbers; grey while no new ones arrive. */
export function CountersPanel({ pool }: { pool: PoolMetrics }) {
  const { overview } = usePanelMessages();
  const lastUpdate = useLastUpdate();
  const hasSize = pool.size > 0;
  const values = {
    ...pool,
    size: hasSize ? pool.size : null,
    free: hasSize ? Math.max(0, pool.size - pool.total) : null,
  };
  const title = overview.workers;
  const help = (
    <HelpMenu title={title}>
      <Terms />
    </HelpMenu>
  );
  return (
    <Panel title={title} actions={help}>
      <div className={lastUpdate === null ? "" : "text-muted-foreground grayscale"}>
        <dl className="mb-4 grid grid-cols-3 gap-x-4 gap-y-4">
          {COUNTERS.map(([name, color]) => (
            <Counter key={name} label={overview[name]} value={values[name]} color={color} />
          ))}
        </dl>
        {hasSize && <SlotBar pool={pool} />}
      </div>
      <CapacityLine pool={pool} lastUpdate={lastUpdate} />
    </Panel>
  );
}
