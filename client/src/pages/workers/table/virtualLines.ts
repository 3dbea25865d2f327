/** What can be seen of the lines, in pixels from the first. */
export interface View {
  top: number;
  height: number;
}

/** The lines from one up to another, without that, and the first of them that can be seen. */
export interface Range {
  from: number;
  to: number;
  first: number;
}

/** How many lines are drawn beyond those that can be seen, on either side. */
const BEYOND = 8;
/** So many lines come or go together: each coming and going costs a drawing. */
const STEP = 4;
/** The height of the head, which stays above the lines, in pixels. */
export const HEAD = 37;
/** What is left free below the head and at the end of what can be seen, in pixels. */
const AIR = 7;
const FOOT = 12;

/** The lines near what can be seen of `count`, each of a height in pixels. */
export function rangeOf({ top, height: seen }: View, count: number, height: number): Range {
  const stepped = (pixels: number) => Math.ceil(pixels / height / STEP) * STEP;
  const within = (index: number) => Math.min(Math.max(index, 0), count);
  const first = stepped(top);
  return {
    from: within(first - STEP - BEYOND),
    to: within(stepped(top + seen) + BEYOND),
    first: within(first),
  };
}

/** How far to scroll until a line can be seen below the head; 0 where it can. */
export function scrollFor(index: number, height: number, { top, height: seen }: View): number {
  const above = index * height - (top + HEAD + AIR);
  const below = (index + 1) * height - (top + seen - FOOT);
  if (above < 0) return above;
  return Math.max(below, 0);
}

/** The lines of a range and one kept apart, each with the room to leave above it; and the room below the last. */
export function spread(
  { from, to }: Pick<Range, "from" | "to">,
  { count, height, kept }: { count: number; height: number; kept: number },
) {
  const near = Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, i) => from + i);
  const isApart = kept >= 0 && kept < count && !near.includes(kept);
  const indexes = isApart ? [...near, kept].sort((a, b) => a - b) : near;
  const drawn = indexes.map((index, i) => ({
    index,
    above: (index - (indexes[i - 1] ?? -1) - 1) * height,
  }));
  return { drawn, below: (count - (indexes.at(-1) ?? -1) - 1) * height };
}
