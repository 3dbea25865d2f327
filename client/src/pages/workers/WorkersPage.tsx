import { feed } from "../../data/feed/pageFeed.ts";
import { poll, useStatsPoll } from "../../data/stats/pagePoll.ts";
import { useSelected } from "../../data/store.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ErrorNotice } from "../FeedNotice.tsx";
import type { WorkersSearch } from "./search.ts";
import { Workers } from "./Workers.tsx";

interface WorkersPageProps {
  search: WorkersSearch;
  selected: string | undefined;
  onSearch(change: (search: WorkersSearch) => WorkersSearch): void;
}

/** Why `stats` can't be read, unless the feed's notice says so already. */
function StatsNotice() {
  const error = useSelected(poll.store, (state) => state.error);
  const at = useSelected(poll.store, (state) => state.at);
  const feedError = useSelected(feed.store, (state) => state.connection.error);
  const isPaused = useSelected(feed.store, (state) => state.connection.paused);
  // Paused, an error of long ago says nothing; without it there would be neither rows nor a reason.
  if (error === null || feedError !== null || (isPaused && at !== null)) return null;
  return <ErrorNotice error={error} numbersAt={at} />;
}

/** The Workers page: it polls `stats` while it is mounted. */
export function WorkersPage(props: WorkersPageProps) {
  useStatsPoll();
  const stats = useSelected(poll.store, (state) => state.stats);
  const at = useSelected(poll.store, (state) => state.at);
  const hasFailed = useSelected(poll.store, (state) => state.error !== null);
  return (
    <>
      <StatsNotice />
      {stats && <Workers stats={stats} at={at ?? 0} {...props} />}
      {/* After a failure the notice above says why there are no rows. */}
      {!stats && !hasFailed && <Skeleton />}
    </>
  );
}
