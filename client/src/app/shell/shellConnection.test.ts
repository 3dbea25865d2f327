import { describe, expect, test } from "bun:test";
import { createShellConnection, type Port } from "./shellConnection.ts";

/** A shell that records the messages it receives; `say` sends one on its side of the port. */
function makeShell(mountPath = "/metrics") {
  const heard: unknown[] = [];
  let now = 0;
  const port: Port = { postMessage: (message) => heard.push(message), onmessage: null };
  const connection = createShellConnection(mountPath, () => now);
  const followed: string[] = [];
  return {
    connection,
    heard,
    followed,
    follow: () => connection.onPath((path) => followed.push(path)),
    init: (pathname: unknown = "/") =>
      connection.receive({ type: "__INIT__", payload: { pathname } }, [port]),
    say: (data: unknown) => port.onmessage?.(new MessageEvent("message", { data })),
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
  test("answers the handshake on the port that came with it", () => {
    const shell = makeShell();
    expect(shell.connection.connected.get()).toBe(false);
    shell.init();
    expect(shell.heard).toEqual([{ type: "__READY__" }]);
    expect(shell.connection.connected.get()).toBe(true);
  });

  test("is not impressed by other messages, or by a handshake without a port", () => {
    const shell = makeShell();
    for (const data of [null, 1, "x", {}, { type: "__INIT__" }, { type: "__CALL__", id: 1 }]) {
      shell.connection.receive(data, []);
    }
    expect(shell.heard).toEqual([]);
  });

  test("the pathname of the handshake wins over a wrong location, also when it came before the router", () => {
    const shell = makeShell();
    shell.init("/workers");
    expect(shell.followed).toEqual([]);
    shell.follow();
    expect(shell.followed).toEqual(["/workers"]);
  });

  test("follows the sub-menu by route-change and by props", () => {
    const shell = makeShell();
    shell.follow();
    shell.init();
    shell.say(shell.route("/workers"));
    shell.say(shell.props("/"));
    expect(shell.followed).toEqual(["/", "/workers", "/"]);
  });

  test("ignores what it does not know: function calls, other events, paths that are none", () => {
    const shell = makeShell();
    shell.follow();
    shell.init(undefined);
    for (const data of [
      { type: "__FUNCTION_CALL__", payload: {} },
      shell.route(3),
      shell.props(null),
      { type: "__EVENT__", name: "other", data: { path: "/x" } },
    ]) {
      shell.say(data);
    }
    expect(shell.followed).toEqual(["/"]);
  });

  test("tells the shell of our own moves, but not of those that it ordered", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    shell.connection.reportPath("/metrics/workers", false);
    shell.connection.reportPath("/metrics/workers", true);
    shell.say(shell.route("/"));
    shell.connection.reportPath("/metrics/", true);
    expect(shell.heard.slice(1)).toEqual([navigate("/workers")]);
  });

  test("before the handshake it tells nobody", () => {
    const shell = makeShell();
    shell.connection.reportPath("/metrics/workers", false);
    expect(shell.heard).toEqual([]);
  });

  test("an echo that a later move has overtaken does not throw the user back", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    shell.followed.length = 0;
    shell.connection.reportPath("/workers", false);
    shell.connection.reportPath("/workers/a", false);
    shell.say(shell.props("/workers"));
    shell.say(shell.route("/workers"));
    expect(shell.followed).toEqual([]);
    shell.say(shell.route("/workers/a"));
    expect(shell.followed).toEqual(["/workers/a"]);
  });

  test("an echo that never came does not make a later Back deaf", () => {
    const shell = makeShell();
    shell.follow();
    shell.init("/");
    shell.connection.reportPath("/workers", false);
    shell.connection.reportPath("/", false);
    shell.pass(5_000);
    shell.followed.length = 0;
    shell.say(shell.route("/workers"));
    expect(shell.followed).toEqual(["/workers"]);
  });

  test("a second handshake replaces the first: the shell mounted the frame again", () => {
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
