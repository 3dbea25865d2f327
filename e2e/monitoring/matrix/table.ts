import type { ReceivedAlert } from "../stack/receiver.ts";

/** One row of the matrix: a state and its alerts. */
export interface Row {
  state: string;
  /** The first notification of each alert that was received. */
  received: readonly { alert: string; severity: string; minutes: number }[];
  /** Alerts that fired in Prometheus, and that Alertmanager held back. */
  inhibited: readonly string[];
}

/** The first firing notification of each alert of an environment. */
export function firstOf(
  alerts: readonly ReceivedAlert[],
  environment: string,
  minutesTo: (at: number) => number,
): Row["received"] {
  const first = new Map<string, ReceivedAlert>();
  for (const alert of alerts) {
    const { alertname = "" } = alert.labels;
    const isFiring = alert.status === "firing" && alert.labels.environment === environment;
    if (isFiring && !first.has(alertname)) first.set(alertname, alert);
  }
  return [...first].map(([alert, { labels, at }]) => ({
    alert,
    severity: labels.severity ?? "",
    minutes: minutesTo(at),
  }));
}

/** The matrix as a Markdown table; times are minutes of the undivided rules. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ state, received, inhibited }) => {
    const came = received.map(
      ({ alert, severity, minutes }) =>
        `\`${alert}\` (${severity}) after ${Math.round(minutes)} min`,
    );
    const held = inhibited.map((alert) => `\`${alert}\``);
    return `| ${state} | ${came.join(", ") || "nothing"} | ${held.join(", ")} |`;
  });
  return ["| host | received | held back |", "|---|---|---|", ...lines].join("\n");
}
