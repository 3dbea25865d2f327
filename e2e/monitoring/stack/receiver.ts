/** An alert as Alertmanager hands it to a receiver. */
export interface ReceivedAlert {
  /** The receiver that the route chose. */
  receiver: string;
  status: "firing" | "resolved";
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
}

/** Stands for those whom alerts go to. */
export interface Receiver {
  readonly url: string;
  /** All that came, in order. */
  readonly alerts: readonly ReceivedAlert[];
  stop(): Promise<void>;
}

/** Starts a receiver of Alertmanager's webhooks. */
export function startReceiver(port: number): Receiver {
  const alerts: ReceivedAlert[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    async fetch(request) {
      const body = (await request.json()) as { receiver: string; alerts: ReceivedAlert[] };
      alerts.push(...body.alerts.map((alert) => ({ ...alert, receiver: body.receiver })));
      return new Response();
    },
  });
  return { url: `http://127.0.0.1:${port}`, alerts, stop: () => server.stop(true) };
}
