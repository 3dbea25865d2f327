/** What the shell says to its frame, as far as it concerns these pages. */
export type FromShell =
  | { type: "init"; pathname: string | null }
  | { type: "props"; pathname: string }
  | { type: "route"; path: string };

/** What the frame says to its shell. */
export type ToShell =
  | { type: "__READY__" }
  | {
      type: "__CUSTOM_EVENT__";
      payload: { name: "navigate"; data: { path: string; replace: boolean } };
    };

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Reads a message of the shell; `null` for those that don't concern us (function calls, others' messages). */
export function readShellMessage(data: unknown): FromShell | null {
  const { type, payload, name, data: detail } = record(data);
  const pathname = text(record(payload).pathname);
  if (type === "__INIT__") return { type: "init", pathname };
  if (type === "__PROPS_UPDATE__") return pathname === null ? null : { type: "props", pathname };
  if (type !== "__EVENT__" || name !== "route-change") return null;
  const path = text(record(detail).path);
  return path === null ? null : { type: "route", path };
}

/** The answer to the handshake. */
export const READY: ToShell = { type: "__READY__" };

/** Asks the shell to change its own address. */
export function navigateMessage(path: string, replace: boolean): ToShell {
  return { type: "__CUSTOM_EVENT__", payload: { name: "navigate", data: { path, replace } } };
}
