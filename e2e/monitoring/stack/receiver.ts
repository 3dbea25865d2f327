/** An alert as a receiver gets it from Alertmanager. */
export interface ReceivedAlert {
  /** The receiver that the route chose. */
  receiver: string;
  status: "firing" | "resolved";
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** When it arrived, on the clock of `performance.now()`. */
  at: number;
}

/** A receiver of notifications. */
export interface Receiver {
  readonly url: string;
  /** All that arrived, in order. */
  readonly alerts: readonly ReceivedAlert[];
  stop(): Promise<void>;
}

/** Starts a receiver of Alertmanager's webhooks. */
export function startReceiver(): Receiver {
  const alerts: ReceivedAlert[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { receiver, alerts: sent } = (await request.json()) as {
        receiver: string;
        alerts: Omit<ReceivedAlert, "receiver" | "at">[];
      };
      const at = performance.now();
      alerts.push(...sent.map((alert) => ({ ...alert, receiver, at })));
      return new Response();
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, alerts, stop: () => server.stop(true) };
}
