/** A rectangle's edges, in px of the window. */
export interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A width and a height, in px. */
export interface Size {
  width: number;
  height: number;
}

/** The smallest distance of a popover from the window's edges, in px. */
const MARGIN = 8;
/** The distance of a popover from its button, in px. */
const OFFSET = 4;

/**
 * Where a popover belongs, in px of the window, in browsers without CSS anchor positioning: below its
 * button and aligned with its right edge, moved into the window; above if only there it fits.
 */
export function popoverPosition(
  popover: Size,
  button: Edges,
  window: Size,
): { left: number; top: number } {
  const rightmost = window.width - MARGIN - popover.width;
  const left = Math.max(MARGIN, Math.min(button.right - popover.width, rightmost));
  const below = button.bottom + OFFSET;
  const above = button.top - OFFSET - popover.height;
  const fitsBelow = below + popover.height <= window.height - MARGIN;
  return { left, top: fitsBelow || above < MARGIN ? below : above };
}
