import { plural } from "../plural.ts";

const many = (count: number, one: string, other: string) => plural("en", count, { one, other });

/** The English texts of the Overview page; the other languages have the same shape. */
export const overview = {
  verdict: {
    checked: "Checked: requests, errors, response times, workers, evictions and the queue.",
    checkedEarly:
      "Checked: requests, errors, workers, evictions and the queue. Response times follow within a minute.",
    severity: { critical: "Critical", warning: "Warning", info: "Note" },
  },
  window: {
    title: "Time window",
    minutes: (count: number) => many(count, "# min", "# min"),
    minutesLong: (count: number) => many(count, "# minute", "# minutes"),
    all: "All",
  },
  vitals: {
    title: "Now",
    of: (whole: string) => `of ${whole}`,
    requestRate: { label: "Requests/s", hint: "last minute" },
    errorRate: { label: "Error rate", hint: "last minute" },
    responseMs: { label: "Mean response", hint: "last minute, successful" },
    busy: { label: "Busy workers", hint: "serving a request, mean" },
    fewSlots: "too few slots for the apps in use",
    failed: { label: "Failed", hint: "crashed or failed to start, still held" },
    blocked: { label: "Blocked", hint: "event loop doesn't respond" },
    queue: { label: "Queue", hint: "requests waiting, ttl 0" },
  },
  overview: {
    utilization: "Utilization",
    utilizationHint: "used within the last 60 s; a full pool alone is not a problem",
    calm: "No pressure",
    utilizationOf: (active: string, size: string) => `${active} active of ${size} slots`,
    noSize: "The pool's size is unknown",
    level: {
      ok: "Normal",
      high: "High",
      critical: "Critical",
      over: "Over capacity",
    },
    overBy: (count: number) =>
      many(count, "Over capacity by # worker", "Over capacity by # workers"),
    lastUpdate: (age: string) => `Last update: ${age}`,
    workers: "Workers",
    active: "Active",
    idle: "Idle",
    creating: "Creating",
    total: "Total",
    size: "Size",
    free: "Free slots",
    slotsSummary: (total: string, size: string) => `${total} of ${size} slots in use`,
    uptime: "Uptime",
    uptimeHint: "since the runtime process started",
    snapshot: "Snapshot",
    received: (age: string) => `received ${age}`,
    workersChart: "Workers over time",
    utilizationChart: "Utilization over time",
  },
};
