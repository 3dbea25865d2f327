import { isFlowing } from "../../data/feed/connection.ts";
import { feed } from "../../data/feed/pageFeed.ts";
import { useSelected } from "../../data/store.ts";
import { useOverviewMessages } from "../../i18n/language.ts";
import { useAge } from "../../ui/Age.tsx";

/** While no numbers arrive: how old the last ones are, in words. Otherwise `null`. */
export function useLastUpdate(): string | null {
  const { overview } = useOverviewMessages();
  const flows = useSelected(feed.store, (state) => isFlowing(state.connection.phase));
  const age = useAge(useSelected(feed.store, (state) => state.snapshotAt ?? 0));
  return flows ? null : overview.lastUpdate(age);
}
