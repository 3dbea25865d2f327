/** A rectangle's edges, in pixels of the window. */
interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The least distance of a sheet from the window's edges, in pixels. */
const MARGIN = 8;
/** How far a sheet is from its button, in pixels. */
const AWAY = 4;

/**
 * How far a sheet that hangs below its button must move to lie in the window, in pixels. Where there
 * is no room below, but above, it stands on its button.
 */
export function sheetShift(
  sheet: Edges,
  button: Edges,
  window: { width: number; height: number },
): [x: number, y: number] {
  const fromRight = Math.min(0, window.width - MARGIN - sheet.right);
  const fromLeft = Math.max(0, MARGIN - sheet.left);
  const upwards = button.top - AWAY - sheet.bottom;
  const isCut = sheet.bottom > window.height - MARGIN;
  const hasRoomAbove = sheet.top + upwards >= MARGIN;
  return [fromRight + fromLeft, isCut && hasRoomAbove ? upwards : 0];
}
