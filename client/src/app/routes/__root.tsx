import { createRootRoute, Link, Outlet } from "@tanstack/react-router";
import { useMessages } from "../../i18n/language.ts";
import { useDocumentTitle } from "../../ui/useDocumentTitle.ts";
import { Frame } from "../Frame.tsx";

export const Route = createRootRoute({
  component: () => (
    <Frame>
      <Outlet />
    </Frame>
  ),
  notFoundComponent: MissingPage,
});

/** Shown for an unknown address. */
function MissingPage() {
  const t = useMessages();
  useDocumentTitle(t.missingPage.title);
  return (
    <div className="card mx-auto mt-8 max-w-md p-8 text-center">
      <h2 className="text-base font-semibold">{t.missingPage.title}</h2>
      <p className="mt-1 text-muted-foreground">{t.missingPage.text}</p>
      <Link to="/" className="control mt-4">
        {t.missingPage.back}
      </Link>
    </div>
  );
}
