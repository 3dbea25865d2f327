import { createFileRoute } from "@tanstack/react-router";
import { loadTexts } from "../../i18n/language.ts";
import { Overview } from "../../pages/overview/Overview.tsx";
import {
  type ChartWindow,
  DEFAULT_WINDOW,
  readOverviewSearch,
} from "../../pages/overview/search.ts";

export const Route = createFileRoute("/")({
  validateSearch: readOverviewSearch,
  loader: () => loadTexts("overview"),
  staleTime: Number.POSITIVE_INFINITY,
  component: OverviewRoute,
});

function OverviewRoute() {
  const navigate = Route.useNavigate();
  // The router keeps parameters that `validateSearch` has left out.
  const { window = DEFAULT_WINDOW } = readOverviewSearch({ ...Route.useSearch() });
  const onWindow = (window: ChartWindow) =>
    navigate({
      search: (now) => readOverviewSearch({ ...now, window }),
      replace: true,
      resetScroll: false,
    });
  return <Overview window={window} onWindow={onWindow} />;
}
