import { createStore, type Store } from "../../data/store.ts";
import { canonicalPath } from "./canonicalPath.ts";
import { createPendingNavigations } from "./pendingNavigations.ts";
import { navigateMessage, READY, readShellMessage } from "./protocol.ts";

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
  /** Sets who navigates; a path that the shell sent before is passed on at once. */
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
      // The frame may have been loaded at another plugin's path: the message is right, `location` is not.
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
