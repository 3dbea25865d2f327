/** Separates two texts that only the layout keeps apart, for screen readers and copied text. */
export function SrSeparator() {
  return <span className="sr-only">, </span>;
}
