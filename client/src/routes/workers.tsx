import { createFileRoute, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Page } from "../components/Page.tsx";
import { loadWorkersTexts, useMessages } from "../i18n/locale.ts";
import { useStore } from "../state/store.ts";
import { useAsked } from "../stats/live.ts";
import { chosenColumns } from "../workers/chosenColumns.ts";
import { fromPathId } from "../workers/id.ts";
import { readWorkersSearch, type WorkersSearch } from "../workers/search.ts";
import { WorkersPage } from "../workers/WorkersPage.tsx";

export const Route = createFileRoute("/workers")({
  validateSearch: readWorkersSearch,
  loader: loadWorkersTexts,
  staleTime: Number.POSITIVE_INFINITY,
  component: WorkersRoute,
});

function WorkersRoute() {
  const t = useMessages();
  const navigate = useNavigate();
  const raw = Route.useSearch();
  const chosen = useStore(chosenColumns);
  // The router keeps what the reader left out.
  const search = useMemo(() => ({ ...chosen, ...readWorkersSearch({ ...raw }) }), [raw, chosen]);
  const { id: part } = useParams({ strict: false });
  const id = part && fromPathId(part);
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
    <Page title={t.nav.workers} asked={useAsked()} aside={id !== undefined && <Outlet />}>
      <WorkersPage search={search} selected={id} onSearch={onSearch} />
    </Page>
  );
}
