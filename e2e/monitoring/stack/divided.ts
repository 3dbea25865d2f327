import { type RuleFile, readKit } from "./kit.ts";

/** How many times shorter all durations are. The scrape interval corresponds to one of a minute. */
export type Divisor = number;

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration of Prometheus or Alertmanager, divided; at least 100 ms. */
export function dividedDuration(duration: string, divisor: Divisor): string {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(duration) ?? [];
  if (!count || !unit) throw new Error(`no duration: ${duration}`);
  const milliseconds = Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  return `${Math.max(100, Math.round(milliseconds / divisor))}ms`;
}

/** An expression whose ranges, offsets and limits of an uptime are divided. */
function dividedExpression(expression: string, divisor: Divisor): string {
  return expression
    .replace(/\[([\w:]+)\]/g, (_, range: string) => {
      const parts = range.split(":").map((part) => dividedDuration(part, divisor));
      return `[${parts.join(":")}]`;
    })
    .replace(/\boffset (\w+)/g, (_, offset: string) => `offset ${dividedDuration(offset, divisor)}`)
    .replace(
      /(buntime_uptime_seconds\[\w+\]\) < )(\d+)/g,
      (_, uptime: string, limit: string) => uptime + Number(limit) / divisor,
    );
}

/** A rule file of the kit, all of its durations divided. */
export async function dividedRules(name: string, divisor: Divisor): Promise<RuleFile> {
  const { groups } = await readKit<RuleFile>(`prometheus/${name}`);
  return {
    groups: groups.map((group) => ({
      ...group,
      rules: group.rules.map(({ for: pending, keep_firing_for: kept, ...rule }) => ({
        ...rule,
        expr: dividedExpression(rule.expr, divisor),
        ...(pending ? { for: dividedDuration(pending, divisor) } : {}),
        ...(kept ? { keep_firing_for: dividedDuration(kept, divisor) } : {}),
      })),
    })),
  };
}

/** Alertmanager's configuration with the intervals of its routes divided. */
export function dividedRoute<T>(route: T, divisor: Divisor): T {
  const text = JSON.stringify(route, (key, value) =>
    /_(wait|interval)$/.test(key) ? dividedDuration(value, divisor) : value,
  );
  return JSON.parse(text);
}
