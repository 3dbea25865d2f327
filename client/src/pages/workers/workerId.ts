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

/** An app's name and its version with the `@`; the version is empty where there is none. */
export function splitApp(app: string): [name: string, version: string] {
  const at = app.lastIndexOf("@");
  return at > 0 ? [app.slice(0, at), app.slice(at)] : [app, ""];
}

/** An id as a part of a path: an address can't have `.` or `..` there, which lead elsewhere. */
export function toPathId(id: string): string {
  return /^(~|\.\.?$)/.test(id) ? `~${id}` : id;
}

/** The id that a part of a path stands for. */
export function fromPathId(part: string): string {
  return part.startsWith("~") ? part.slice(1) : part;
}
