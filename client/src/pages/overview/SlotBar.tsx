import type { PoolMetrics } from "../../../../server/types.ts";
import { useFormat } from "../../format/useFormat.ts";
import { useMessages } from "../../i18n/language.ts";

const PARTS = [
  ["active", "bg-chart-active"],
  ["idle", "bg-chart-idle"],
  ["creating", "bg-chart-creating"],
] as const;

/** The slots of a pool of known size as one bar: what is used for what, and where its size ends. */
export function SlotBar({ pool }: { pool: PoolMetrics }) {
  const t = useMessages();
  const { count } = useFormat();
  const whole = Math.max(pool.size, pool.total);
  const over = pool.total > pool.size;
  return (
    <div
      role="img"
      aria-label={t.overview.slotsSummary(count(pool.total), count(pool.size))}
      className="relative"
    >
      <div className="flex h-3 overflow-hidden rounded-full bg-muted forced-color-adjust-none forced-colors:outline">
        {PARTS.map(([name, look]) => (
          <div
            key={name}
            className={`h-full border-r border-card transition-[width] duration-300 last:border-0 ${look}`}
            style={{
              width: `${(pool[name] / whole) * 100}%`,
              borderWidth: pool[name] > 0 ? undefined : 0,
            }}
          />
        ))}
      </div>
      {over && (
        <div
          className="absolute -inset-y-1 w-0.5 bg-bad forced-color-adjust-none"
          style={{ left: `${(pool.size / whole) * 100}%` }}
        />
      )}
    </div>
  );
}
