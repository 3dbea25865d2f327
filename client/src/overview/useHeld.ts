import { useAge } from "../components/Age.tsx";
import { isFlowing } from "../feed/connection.ts";
import { feed } from "../feed/live.ts";
import { useMessages } from "../i18n/locale.ts";
import { useSelected } from "../state/store.ts";

/** While no numbers arrive: the words that say how old the last ones are. `null` while they do. */
export function useHeld(): string | null {
  const t = useMessages();
  const flows = useSelected(feed.store, (state) => isFlowing(state.connection.phase));
  const age = useAge(useSelected(feed.store, (state) => state.snapshotAt ?? 0));
  return flows ? null : t.overview.held(age);
}
