import { createStore, type Store } from "../../data/store.ts";
import { canonicalPath } from "./canonicalPath.ts";

/** A message from the shell to its frame. */
type ShellMessage =
  | { type: "init"; pathname: string | null }
  | { type: "props"; pathname: string }
  | { type: "route"; path: string };

/** A message from the frame to its shell. */
type FrameMessage =
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

/** Parses a message from the shell; `null` for any other (function calls, other pages' messages). */
function readShellMessage(data: unknown): ShellMessage | null {
  const { type, payload, name, data: detail } = asRecord(data);
  const pathname = asText(asRecord(payload).pathname);
  if (type === "__INIT__") return { type: "init", pathname };
  if (type === "__PROPS_UPDATE__") return pathname === null ? null : { type: "props", pathname };
  if (type !== "__EVENT__" || name !== "route-change") return null;
  const path = asText(asRecord(detail).path);
  return path === null ? null : { type: "route", path };
}

/** The reply to `__INIT__`. */
const READY: FrameMessage = { type: "__READY__" };

/** Makes the shell change its own address. */
function navigateMessage(path: string, replace: boolean): FrameMessage {
  return { type: "__CUSTOM_EVENT__", payload: { name: "navigate", data: { path, replace } } };
}

/** How long the shell may take to echo a navigation, in ms. */
const ECHO_TIMEOUT_MS = 2_000;

/** The pages' own navigations that the shell has yet to echo. */
interface PendingNavigations {
  /** Adds a navigation of the pages. */
  add(path: string, now: number): void;
  /**
   * Whether a path from the shell echoes a navigation that a later one has superseded: following it
   * would navigate back.
   */
  isSuperseded(path: string, now: number): boolean;
}

/** Creates an empty list. */
function createPendingNavigations(): PendingNavigations {
  let pending: { path: string; at: number }[] = [];
  return {
    add(path, now) {
      pending = [...pending.filter(({ at }) => now - at < ECHO_TIMEOUT_MS), { path, at: now }];
    },
    isSuperseded(path, now) {
      pending = pending.filter(({ at }) => now - at < ECHO_TIMEOUT_MS);
      const index = pending.findIndex((navigation) => navigation.path === path);
      if (index < 0) pending = [];
      else pending = pending.slice(index);
      return pending.length > 1;
    },
  };
}

/** The part of a message port that is used. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The frame's side of the shell's protocol. */
export interface ShellConnection {
  /** Whether the shell has sent `__INIT__`. */
  connected: Store<boolean>;
  /** Handles a message to the window. Installed at module start: `__INIT__` is sent once, when the frame loads. */
  receive(data: unknown, ports: readonly Port[]): void;
  /** Sets the function that navigates; a path that the shell has already sent is passed on at once. */
  onPath(navigate: (path: string) => void): void;
  /** Reports the pages' path to the shell, unless the shell sent it. */
  reportPath(path: string, replace: boolean): void;
}

/** Creates the frame's side of the protocol, unconnected. */
export function createShellConnection(mountPath: string, now: () => number): ShellConnection {
  const connected = createStore(false);
  const pending = createPendingNavigations();
  let port: Port | null = null;
  let navigate: ((path: string) => void) | null = null;
  /** A path that arrived before `navigate` was set. */
  let earlyPath: string | null = null;
  /** The pages' path as known to the shell. */
  let shellPath: string | null = null;

  function goTo(raw: string): void {
    const path = canonicalPath(raw, mountPath);
    if (pending.isSuperseded(path, now())) return;
    shellPath = path;
    if (navigate) navigate(path);
    else earlyPath = path;
  }

  function onMessage(data: unknown): void {
    const message = readShellMessage(data);
    if (message?.type === "props") goTo(message.pathname);
    if (message?.type === "route") goTo(message.path);
  }

  return {
    connected,
    receive(data, ports) {
      const message = readShellMessage(data);
      const [newPort] = ports;
      if (message?.type !== "init" || newPort === undefined) return;
      if (port) port.onmessage = null;
      port = newPort;
      port.onmessage = (event) => onMessage(event.data);
      port.postMessage(READY);
      connected.set(true);
      // The frame may have been loaded at another plugin's path: then `location` is wrong and the message is right.
      if (message.pathname !== null) goTo(message.pathname);
    },
    onPath(listener) {
      navigate = listener;
      if (earlyPath !== null) listener(earlyPath);
      earlyPath = null;
    },
    reportPath(raw, replace) {
      const path = canonicalPath(raw, mountPath);
      if (port === null || path === shellPath) return;
      shellPath = path;
      pending.add(path, now());
      port.postMessage(navigateMessage(path, replace));
    },
  };
}
