import { createFileRoute } from "@tanstack/react-router";
import { DEFAULT_WINDOW, readOverviewSearch, WINDOWS } from "../../charts/timeWindow.ts";
import { loadTexts, useOverviewMessages } from "../../i18n/language.ts";
import { Overview } from "../../pages/overview/Overview.tsx";
import { Page } from "../../pages/Page.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";

export const Route = createFileRoute("/")({
  validateSearch: readOverviewSearch,
  loader: () => loadTexts("overview"),
  staleTime: Number.POSITIVE_INFINITY,
  component: OverviewRoute,
});

function OverviewRoute() {
  const t = useOverviewMessages();
  const navigate = Route.useNavigate();
  // The router keeps parameters that `validateSearch` has left out.
  const { window = DEFAULT_WINDOW } = readOverviewSearch({ ...Route.useSearch() });
  const options = WINDOWS.map((value) => ({
    value,
    text: value === "all" ? t.window.all : t.window.minutes(value),
    name: value === "all" ? t.window.all : t.window.minutesLong(value),
  }));
  const choose = (window: (typeof WINDOWS)[number]) =>
    navigate({
      search: (now) => readOverviewSearch({ ...now, window }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Page
      title={t.nav.overview}
      controls={
        <RadioGroup label={t.window.title} value={window} options={options} onChange={choose} />
      }
    >
      <Overview window={window} />
    </Page>
  );
}
