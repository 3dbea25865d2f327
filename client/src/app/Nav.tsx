import { Link } from "@tanstack/react-router";
import { lastSearch, parseSearch } from "../browser/addressSearch.ts";
import { useMessages } from "../i18n/language.ts";
import { readOverviewSearch } from "../pages/overview/search.ts";
import { readWorkersSearch } from "../pages/workers/search.ts";
import { Icon } from "../ui/Icon.tsx";
import { Cpu, LayoutDashboard } from "../ui/icons.ts";

const last = (page: string) => parseSearch(lastSearch(page));

/** The links to both pages, each with its last search. */
export function Nav() {
  const t = useMessages();
  return (
    <nav aria-label={t.nav.label} className="flex gap-1">
      <Link
        to="/"
        search={() => readOverviewSearch(last("/"))}
        activeOptions={{ exact: true, includeSearch: false }}
        className="nav-link"
      >
        <Icon node={LayoutDashboard} className="size-4" />
        {t.nav.overview}
      </Link>
      <Link
        to="/workers"
        search={() => readWorkersSearch(last("/workers"))}
        activeOptions={{ includeSearch: false }}
        className="nav-link"
      >
        <Icon node={Cpu} className="size-4" />
        {t.nav.workers}
      </Link>
    </nav>
  );
}
