import { useSharedClock } from "../data/clock.ts";
import { useFormat } from "../format/useFormat.ts";

/** How long ago a time was, in words, kept up to date. `at` in ms. */
export function useAge(at: number): string {
  const now = useSharedClock();
  const { ago } = useFormat();
  return ago(Math.max(0, (now - at) / 1_000));
}

/** Only the text of {@link useAge}, so that the component around it need not re-render every second. */
export function Age({ at, text }: { at: number; text?: (age: string) => string }) {
  const age = useAge(at);
  return <>{text ? text(age) : age}</>;
}
