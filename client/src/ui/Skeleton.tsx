import { useMessages } from "../i18n/language.ts";

/** Takes the place of a page's content until the first numbers arrive. */
export function Skeleton() {
  const t = useMessages();
  return (
    <div className="grid gap-4" data-testid="loading">
      <p className="sr-only">{t.loading}</p>
      <div aria-hidden className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {["a", "b", "c"].map((key) => (
          <div key={key} className="card h-64 animate-pulse bg-muted-half" />
        ))}
      </div>
    </div>
  );
}
