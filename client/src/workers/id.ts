/** The worker that serves these pages: the host keys it by the plugin's folder, with or without scope. */
const OWN = /^(@buntime\/)?plugin-metrics@/;

/** Whether an app is this plugin. */
export function isOwnApp(app: string): boolean {
  return OWN.test(app);
}

/** An id short enough for a table: a UUID's first part; others whole up to 12 characters. */
export function shortId(id: string): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(id)) return id.slice(0, 8);
  const letters = [...id];
  return letters.length <= 13 ? id : `${letters.slice(0, 12).join("")}…`;
}
