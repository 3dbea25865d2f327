import { createFileRoute, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useStatsStatus } from "../../data/stats/pagePoll.ts";
import { useStore } from "../../data/store.ts";
import { loadTexts, useMessages } from "../../i18n/language.ts";
import { Page } from "../../pages/Page.tsx";
import { chosenColumns } from "../../pages/workers/columns.ts";
import { readWorkersSearch, type WorkersSearch } from "../../pages/workers/search.ts";
import { WorkersPage } from "../../pages/workers/WorkersPage.tsx";
import { fromPathId } from "../../pages/workers/workerId.ts";

export const Route = createFileRoute("/workers")({
  validateSearch: readWorkersSearch,
  loader: () => loadTexts("workers"),
  staleTime: Number.POSITIVE_INFINITY,
  component: WorkersRoute,
});

function WorkersRoute() {
  const t = useMessages();
  const navigate = useNavigate();
  const raw = Route.useSearch();
  const chosen = useStore(chosenColumns);
  // The router keeps parameters that `validateSearch` has left out.
  const search = useMemo(() => ({ ...chosen, ...readWorkersSearch({ ...raw }) }), [raw, chosen]);
  const { id: segment } = useParams({ strict: false });
  const id = segment && fromPathId(segment);
  const onSearch = useCallback(
    (change: (now: WorkersSearch) => WorkersSearch) =>
      navigate({
        to: ".",
        search: (now) => change(readWorkersSearch({ ...now })),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return (
    <Page title={t.nav.workers} stats={useStatsStatus()} aside={id !== undefined && <Outlet />}>
      <WorkersPage search={search} selected={id} onSearch={onSearch} />
    </Page>
  );
}
