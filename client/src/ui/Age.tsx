import { useNow } from "../data/useSharedClock.ts";
import { useFormat } from "../format/useFormat.ts";

/** How long ago a moment was, kept true. `at` in ms. */
export function useAge(at: number): string {
  const now = useNow();
  const { ago } = useFormat();
  return ago(Math.max(0, (now - at) / 1_000));
}

/** The words of {@link useAge} alone, so that only they are drawn again each second. */
export function Age({ at, words }: { at: number; words?: (age: string) => string }) {
  const age = useAge(at);
  return <>{words ? words(age) : age}</>;
}
