import { describe, expect, test } from "bun:test";
import { createShellConnection, type Port } from "./shellConnection.ts";

/** A shell that records the messages it receives; `send` sends one on its side of the port. */
function makeShell(mountPath = "/metrics") {
  const received: unknown[] = [];
  let now = 0;
  const port: Port = { postMessage: (message) => received.push(message), onmessage: null };
  const connection = createShellConnection(mountPath, () => now);
  const followed: string[] = [];
  return {
    connection,
    received,
    followed,
    follow: () => connection.onPath((path) => followed.push(path)),
    init: (pathname: unknown = "/") =>
      connection.receive({ type: "__INIT__", payload: { pathname } }, [port]),
    send: (data: unknown) => port.onmessage?.(new MessageEvent("message", { data })),
    route: (path: unknown) => ({ type: "__EVENT__", name: "route-change", data: { path } }),
    props: (pathname: unknown) => ({ type: "__PROPS_UPDATE__", payload: { pathname } }),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const navigate = (path: string, replace = false) => ({
  type: "__CUSTOM_EVENT__",
  payload: { name: "navigate", data: { path, replace } },
});

describe("the frame's side of the shell's protocol", () => {
  test("replies to the handshake on its port", () => {
    const shell = makeShell();
    expect(shell.connection.connected.get()).toBe(false);
    shell.init();
    expect(shell.received).toEqual([{ type: "__READY__" }]);
    expect(shell.connection.connected.get()).toBe(true);
  });

  test("ignores other messages, and a handshake without a port", () => {
    const shell = makeShell();
    for (const data of [null, 1, "x", {}, { type: "__INIT__" }, { type: "__CALL__", id: 1 }]) {
      shell.connection.receive(data, []);
    }
    expect(shell.received).toEqual([]);
  });

  test("prefers the handshake's pathname to a wrong location, even before the router exists", () => {
    const shell = makeShell();
    shell.init("/workers");
    expect(shell.followed).toEqual([]);
    shell.follow();
    expect(shell.followed).toEqual(["/workers"]);
  });

  test("follows the submenu, by route-change or by props", () => {
    const shell = makeShell();
    shell.follow();
    shell.init();
    shell.send(shell.route("/workers"));
    shell.send(shell.props("/"));
    expect(shell.followed).toEqual(["/", "/workers", "/"]);
  });

  test("ignores function calls, unknown events and invalid paths", () => {
    const shell = makeShell();
    shell.follow();
    shell.init(undefined);
    for (const data of [
      { type: "__FUNCTION_CALL__", payload: {} },
      shell.route(3),
      shell.props(null),
      { type: "__EVENT__", name: "other", data: { path: "/x" } },
    ]) {
      shell.send(data);
    }
    expect(shell.followed).toEqual(["/"]);
  });

  test("reports the pages' own navigations to the shell, but not those that the shell requested", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    shell.connection.reportPath("/metrics/workers", false);
    shell.connection.reportPath("/metrics/workers", true);
    shell.send(shell.route("/"));
    shell.connection.reportPath("/metrics/", true);
    expect(shell.received.slice(1)).toEqual([navigate("/workers")]);
  });

  test("reports nothing before the handshake", () => {
    const shell = makeShell();
    shell.connection.reportPath("/metrics/workers", false);
    expect(shell.received).toEqual([]);
  });

  test("ignores the echo of a superseded navigation, which would navigate back", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    shell.followed.length = 0;
    shell.connection.reportPath("/workers", false);
    shell.connection.reportPath("/workers/a", false);
    shell.send(shell.props("/workers"));
    shell.send(shell.route("/workers"));
    expect(shell.followed).toEqual([]);
    shell.send(shell.route("/workers/a"));
    expect(shell.followed).toEqual(["/workers/a"]);
  });

  test("follows a later Back even if an echo never arrived", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    shell.connection.reportPath("/workers", false);
    shell.connection.reportPath("/", false);
    shell.pass(5_000);
    shell.followed.length = 0;
    shell.send(shell.route("/workers"));
    expect(shell.followed).toEqual(["/workers"]);
  });

  test("accepts a second handshake, sent when the shell mounts the frame again", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    const other: unknown[] = [];
    const port: Port = { postMessage: (message) => other.push(message), onmessage: null };
    shell.connection.receive({ type: "__INIT__", payload: {} }, [port]);
    shell.connection.reportPath("/workers", false);
    expect(other).toEqual([{ type: "__READY__" }, navigate("/workers")]);
  });
});
