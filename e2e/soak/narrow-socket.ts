import { dlopen, ptr } from "bun:ffi";

/** Linux's numbers for what the socket is made and set with. */
const AF_INET = 2;
const SOCK_STREAM = 1;
const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const IPPROTO_TCP = 6;
const TCP_MAXSEG = 2;

/**
 * A client that asks and never reads, over a connection that holds little: some 30 kB instead of 4 MB,
 * which a feed would take an hour to fill. Bun can't ask for such a one, so the system is asked itself.
 * Linux with glibc only.
 */
export class NarrowSocket {
  readonly #descriptor: number;

  /** Connects, which on this machine takes no time, and asks. */
  constructor(url: string) {
    const { hostname, port, pathname, host } = new URL(url);
    this.#descriptor = system().socket(AF_INET, SOCK_STREAM, 0);
    this.#set(SOL_SOCKET, SO_RCVBUF, 1); // the system takes its own least
    this.#set(IPPROTO_TCP, TCP_MAXSEG, 536); // small segments: the sender keeps little, too
    const address = new Uint8Array(16);
    address.set([AF_INET, 0, Number(port) >> 8, Number(port) & 255, ...bytesOf(hostname)]);
    this.#check("connect", system().connect(this.#descriptor, ptr(address), address.length));
    const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
    const sent = system().send(this.#descriptor, ptr(request), request.length, 0);
    this.#check("send", Number(sent));
  }

  /** Leaves, without a word. */
  leave(): void {
    system().close(this.#descriptor);
  }

  #set(level: number, option: number, value: number): void {
    const number = new Int32Array([value]);
    const result = system().setsockopt(this.#descriptor, level, option, ptr(number), 4);
    this.#check("setsockopt", result);
  }

  #check(what: string, result: number): void {
    if (result < 0) throw new Error(`${what} failed`);
  }
}

function bytesOf(hostname: string): number[] {
  return hostname.split(".").map(Number);
}

let loaded: ReturnType<typeof load> | undefined;

function system() {
  loaded ??= load();
  return loaded.symbols;
}

function load() {
  return dlopen("libc.so.6", {
    socket: { args: ["i32", "i32", "i32"], returns: "i32" },
    setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
    connect: { args: ["i32", "ptr", "u32"], returns: "i32" },
    send: { args: ["i32", "ptr", "u64", "i32"], returns: "i64" },
    close: { args: ["i32"], returns: "i32" },
  });
}
