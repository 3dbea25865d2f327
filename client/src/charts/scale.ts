/** The most parts that a scale's labels cut it into. */
const MOST_PARTS = 5;
/** What of a scale lies above its greatest label, so that a line there is seen whole. */
const AIR = 1.04;
/** A level belongs to the scale when the values come as near to it as this share. */
const NEAR = 1 / 3;

/** The distance of a scale's labels: the least 1, 2 or 5 with zeros that cuts it into five parts at most. */
function stepOf(top: number): number {
  const unit = 10 ** Math.floor(Math.log10(top) + 1e-9);
  const step = [0.2, 0.5, 1, 2].find((each) => top / unit <= MOST_PARTS * each + 1e-9) ?? 2;
  return step * unit;
}

/** The top of a scale that begins at 0: a little above a label's value, which is at least `least`. */
export function scaleTop(greatest: number, least: number): number {
  const needed = Math.max(greatest, least);
  const step = stepOf(needed);
  return Math.ceil(needed / step - 1e-9) * step * AIR;
}

/** Where the labels of a scale from 0 to {@link scaleTop} stand. */
export function scaleLabels(top: number): number[] {
  const greatest = top / AIR;
  const step = stepOf(greatest);
  return Array.from({ length: Math.round(greatest / step) + 1 }, (_, index) => index * step);
}

/** The least top of a scale that shows `level` too, where the values come near it. */
export function leastWith(level: number, greatest: number, least: number): number {
  return greatest >= level * NEAR ? Math.max(level, least) : least;
}
