import { createFileRoute } from "@tanstack/react-router";
import { useCallback } from "react";
import { loadTexts } from "../../i18n/language.ts";
import { Details } from "../../pages/workers/details/Details.tsx";
import { fromPathId } from "../../pages/workers/workerId.ts";

export const Route = createFileRoute("/workers/$id")({
  loader: () => loadTexts("details"),
  staleTime: Number.POSITIVE_INFINITY,
  component: DetailsRoute,
});

function DetailsRoute() {
  const id = fromPathId(Route.useParams().id);
  const navigate = Route.useNavigate();
  const close = useCallback(async () => {
    // Replaced, so that Back does not open the details again.
    await navigate({ to: "/workers", search: true, replace: true, resetScroll: false });
    const row = document.querySelector<HTMLElement>(`[data-worker="${CSS.escape(id)}"]`);
    // A row that has ended or is far out of view can't take the focus.
    const target = row ?? document.querySelector<HTMLElement>("main");
    target?.focus({ preventScroll: true });
  }, [navigate, id]);
  return <Details id={id} onClose={close} />;
}
