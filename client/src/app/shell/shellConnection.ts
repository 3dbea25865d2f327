import { createStore, type Store } from "../../data/store.ts";
import { canonicalPath } from "./canonicalPath.ts";
import { createEchoes } from "./pendingNavigations.ts";
import { navigateMessage, READY, readShellMessage } from "./protocol.ts";

/** A message port, as far as it is used; tests give made-up ones. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The frame's side of the shell's protocol. */
export interface ShellConnection {
  /** Whether the handshake has been made. */
  connected: Store<boolean>;
  /** A message to the window. Installed at module start: `__INIT__` comes once, on the frame's load. */
  receive(data: unknown, ports: readonly Port[]): void;
  /** Who moves the pages; what the shell said before is told at once. */
  onPath(follow: (path: string) => void): void;
  /** Tells the shell where the pages are now. Silent when the shell said so itself. */
  moved(path: string, replace: boolean): void;
}

/** Makes the frame's side of the protocol, unconnected. */
export function createShellConnection(mountPath: string, now: () => number): ShellConnection {
  const connected = createStore(false);
  const echoes = createEchoes();
  let port: Port | null = null;
  let follow: ((path: string) => void) | null = null;
  let wanted: string | null = null;
  /** Where the shell believes the pages to be. */
  let known: string | null = null;

  function go(raw: string): void {
    const path = canonicalPath(raw, mountPath);
    if (echoes.isOvertaken(path, now())) return;
    known = path;
    if (follow) follow(path);
    else wanted = path;
  }

  function hear(data: unknown): void {
    const message = readShellMessage(data);
    if (message?.type === "props") go(message.pathname);
    if (message?.type === "route") go(message.path);
  }

  return {
    connected,
    receive(data, ports) {
      const message = readShellMessage(data);
      const [given] = ports;
      if (message?.type !== "init" || given === undefined) return;
      if (port) port.onmessage = null;
      port = given;
      port.onmessage = (event) => hear(event.data);
      port.postMessage(READY);
      connected.set(true);
      // The frame may have been loaded at another plugin's path: the props are right, `location` isn't.
      if (message.pathname !== null) go(message.pathname);
    },
    onPath(listener) {
      follow = listener;
      if (wanted !== null) listener(wanted);
      wanted = null;
    },
    moved(raw, replace) {
      const path = canonicalPath(raw, mountPath);
      if (port === null || path === known) return;
      known = path;
      echoes.expect(path, now());
      port.postMessage(navigateMessage(path, replace));
    },
  };
}
