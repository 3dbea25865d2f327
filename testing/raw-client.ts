import { FrameCounter } from "./frame-counter.ts";

/** A client of the feed on a bare TCP socket, in this process. */
export class RawClient {
  readonly #socket: Bun.Socket<undefined>;
  readonly #received: FrameCounter;
  readonly #state: { open: boolean };

  private constructor(
    socket: Bun.Socket<undefined>,
    received: FrameCounter,
    state: { open: boolean },
  ) {
    this.#socket = socket;
    this.#received = received;
    this.#state = state;
  }

  /** Connects and asks. */
  static async connect(port: number, request = "GET / HTTP/1.1"): Promise<RawClient> {
    const received = new FrameCounter();
    const state = { open: true };
    const socket = await Bun.connect({
      hostname: "127.0.0.1",
      port,
      socket: {
        open: (socket) => void socket.write(`${request}\r\nhost: test\r\n\r\n`),
        data: (_socket, bytes) => received.add(bytes),
        close: () => {
          state.open = false;
        },
      },
    });
    return new RawClient(socket, received, state);
  }

  /** Connects many, a hundred at a time. */
  static async connectMany(port: number, count: number): Promise<RawClient[]> {
    const clients: RawClient[] = [];
    while (clients.length < count) {
      const some = Array.from({ length: Math.min(100, count - clients.length) });
      clients.push(...(await Promise.all(some.map(() => RawClient.connect(port)))));
    }
    return clients;
  }

  /** All that came, headers and chunk lengths included. */
  get text(): string {
    return this.#received.text;
  }

  /** The numbers of the frames that came, in order. */
  get frames(): number[] {
    return this.#received.frames;
  }

  get isOpen(): boolean {
    return this.#state.open;
  }

  /** Says that it will send no more, and would go on reading: half a close. */
  endSending(): void {
    this.#socket.shutdown();
  }

  /** Closes in the regular way. */
  close(): void {
    this.#socket.end();
  }

  /** Breaks off: the server is sent a reset. */
  reset(): void {
    this.#socket.terminate();
  }
}
