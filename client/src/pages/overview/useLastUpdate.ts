import { isFlowing } from "../../data/feed/connection.ts";
import { feed } from "../../data/feed/instance.ts";
import { useSelected } from "../../data/store.ts";
import { useMessages } from "../../i18n/language.ts";
import { useAge } from "../../ui/Age.tsx";

/** While no numbers arrive: the words that say how old the last ones are. `null` while they do. */
export function useHeld(): string | null {
  const t = useMessages();
  const flows = useSelected(feed.store, (state) => isFlowing(state.connection.phase));
  const age = useAge(useSelected(feed.store, (state) => state.snapshotAt ?? 0));
  return flows ? null : t.overview.held(age);
}
