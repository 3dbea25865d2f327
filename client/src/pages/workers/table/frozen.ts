/** The look of a cell that stays at the left while the others scroll under it; it needs a ground. */
export const FROZEN = "sticky left-0 z-[15] shadow-[1px_0_0_var(--border)]";
