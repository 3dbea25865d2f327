/** The most intervals between a scale's labels. */
const INTERVALS = 5;
/** How far a scale extends beyond its top label, so that a line there is fully visible. */
const HEADROOM = 1.04;
/** A scale includes a level if the values reach this share of it. */
const NEAR = 1 / 3;

/** The distance of a scale's labels: the smallest 1, 2 or 5 times a power of ten that makes at most five intervals. */
function stepOf(top: number): number {
  const unit = 10 ** Math.floor(Math.log10(top) + 1e-9);
  const step = [0.2, 0.5, 1, 2].find((each) => top / unit <= INTERVALS * each + 1e-9) ?? 2;
  return step * unit;
}

/** The top of a scale from 0: slightly above its top label, which is at least `minTop`. */
export function scaleTop(max: number, minTop: number): number {
  const needed = Math.max(max, minTop);
  const step = stepOf(needed);
  return Math.ceil(needed / step - 1e-9) * step * HEADROOM;
}

/** The labels of a scale from 0 to {@link scaleTop}. */
export function scaleLabels(top: number): number[] {
  const topLabel = top / HEADROOM;
  const step = stepOf(topLabel);
  return Array.from({ length: Math.round(topLabel / step) + 1 }, (_, index) => index * step);
}

/** The smallest top of a scale that includes `level` if the values come near it. */
export function minTopWith(level: number, max: number, minTop: number): number {
  return max >= level * NEAR ? Math.max(level, minTop) : minTop;
}
