import { feed } from "../../data/feed/instance.ts";
import { poll, useStatsPoll } from "../../data/stats/instance.ts";
import { useSelected } from "../../data/store.ts";
import { Loading } from "../../ui/Skeleton.tsx";
import { ErrorNotice } from "../ErrorNotice.tsx";
import type { WorkersSearch } from "./search.ts";
import { Workers } from "./Workers.tsx";

interface WorkersPageProps {
  search: WorkersSearch;
  selected: string | undefined;
  onSearch(change: (search: WorkersSearch) => WorkersSearch): void;
}

/** Why `stats` could not be read, unless the feed's notice says the same already. */
function StatsNotice() {
  const error = useSelected(poll.store, (state) => state.error);
  const at = useSelected(poll.store, (state) => state.at);
  const feedError = useSelected(feed.store, (state) => state.connection.error);
  const resting = useSelected(feed.store, (state) => state.connection.paused);
  if (error === null || feedError !== null || resting) return null;
  return <ErrorNotice error={error} shownFrom={at} />;
}

/** The Workers page: asks for `stats` while it is shown. */
export function WorkersPage(props: WorkersPageProps) {
  useStatsPoll();
  const stats = useSelected(poll.store, (state) => state.stats);
  const at = useSelected(poll.store, (state) => state.at);
  const failed = useSelected(poll.store, (state) => state.error !== null);
  return (
    <>
      <StatsNotice />
      {stats ? <Workers stats={stats} at={at ?? 0} {...props} /> : failed ? null : <Loading />}
    </>
  );
}
