/** Keeps two texts apart where only the layout does: to be heard and copied, not to be seen. */
export function Apart() {
  return <span className="sr-only">, </span>;
}
