/** A message of the shell to its frame. */
export type ShellMessage =
  | { type: "init"; pathname: string | null }
  | { type: "props"; pathname: string }
  | { type: "route"; path: string };

/** A message of the frame to its shell. */
export type FrameMessage =
  | { type: "__READY__" }
  | {
      type: "__CUSTOM_EVENT__";
      payload: { name: "navigate"; data: { path: string; replace: boolean } };
    };

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Reads a message of the shell; `null` for any other (function calls, other pages' messages). */
export function readShellMessage(data: unknown): ShellMessage | null {
  const { type, payload, name, data: detail } = asRecord(data);
  const pathname = asText(asRecord(payload).pathname);
  if (type === "__INIT__") return { type: "init", pathname };
  if (type === "__PROPS_UPDATE__") return pathname === null ? null : { type: "props", pathname };
  if (type !== "__EVENT__" || name !== "route-change") return null;
  const path = asText(asRecord(detail).path);
  return path === null ? null : { type: "route", path };
}

/** The reply to `__INIT__`. */
export const READY: FrameMessage = { type: "__READY__" };

/** Requests the shell to change its own address. */
export function navigateMessage(path: string, replace: boolean): FrameMessage {
  return { type: "__CUSTOM_EVENT__", payload: { name: "navigate", data: { path, replace } } };
}
