/** The app of the worker that serves these pages: the plugin's folder, with or without the scope. */
const OWN = /^(@buntime\/)?plugin-metrics@/;

/** Whether an app is this plugin. */
export function isOwnApp(app: string): boolean {
  return OWN.test(app);
}

/** An id shortened for the table: the first part of a UUID, or at most 12 characters of any other. */
export function shortId(id: string): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(id)) return id.slice(0, 8);
  const letters = [...id];
  return letters.length <= 13 ? id : `${letters.slice(0, 12).join("")}…`;
}

/** An app's name and its version with the `@`; without a version the latter is empty. */
export function splitApp(app: string): [name: string, version: string] {
  const at = app.lastIndexOf("@");
  return at > 0 ? [app.slice(0, at), app.slice(at)] : [app, ""];
}

/** An id as a path segment: `.` and `..`, which lead elsewhere, are escaped. */
export function toPathId(id: string): string {
  return /^(~|\.\.?$)/.test(id) ? `~${id}` : id;
}

/** The id of a path segment. */
export function fromPathId(segment: string): string {
  return segment.startsWith("~") ? segment.slice(1) : segment;
}
